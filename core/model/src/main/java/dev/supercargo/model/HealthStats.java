package dev.supercargo.model;

/// How many are healthy.
///
/// - `healthy`: how many are healthy.
public record HealthStats(long healthy) {}
