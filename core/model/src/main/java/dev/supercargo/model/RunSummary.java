package dev.supercargo.model;

/// How many metrics fare how.
///
/// - `count`: how many there are.
/// - `successful`: how many succeeded.
/// - `failed`: how many failed.
/// - `inconclusive`: how many were inconclusive.
/// - `error`: how many met an error.
public record RunSummary(int count, int successful, int failed, int inconclusive, int error) {}
