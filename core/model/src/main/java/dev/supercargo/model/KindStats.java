package dev.supercargo.model;

/// How many objects of a kind there are.
///
/// - `count`: how many there are.
/// - `health`: how many of them are healthy.
public record KindStats(long count, HealthStats health) {}
