package dev.supercargo.model;

/// Metrics that count for nothing.
///
/// - `metricName`: regular expression over the names of metrics.
public record DryRunMetric(@Required String metricName) {}
