package dev.supercargo.model;

/// How many measurements are kept.
///
/// - `metricName`: regular expression over the names of metrics.
/// - `limit`: how many are kept.
public record MeasurementRetention(
        @Required String metricName, @Required int limit) {}
