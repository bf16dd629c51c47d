package dev.supercargo.model;

/// What must hold for Freight to be created automatically.
///
/// - `expression`: expression over the artifacts found; blank is always true.
public record FreightCreationCriteria(String expression) {}
