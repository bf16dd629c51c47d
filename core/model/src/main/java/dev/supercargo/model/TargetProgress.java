package dev.supercargo.model;

/// How far one Target has come.
///
/// - `name`: name of the Target.
/// - `promotion`: Promotion to the Target.
/// - `phase`: phase of that Promotion.
public record TargetProgress(@Required String name, String promotion, String phase) {}
