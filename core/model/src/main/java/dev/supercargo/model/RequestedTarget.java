package dev.supercargo.model;

/// A Target, by name.
///
/// - `name`: name of the Target.
public record RequestedTarget(@Required String name) {}
