package dev.supercargo.model;

/// A piece of Freight, by name.
///
/// - `name`: name of the Freight.
public record NamedFreight(@Required String name) {}
