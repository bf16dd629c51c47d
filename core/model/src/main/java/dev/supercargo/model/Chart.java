package dev.supercargo.model;

/// A Helm chart.
///
/// - `repoURL`: URL of the chart repository.
/// - `name`: name of the chart; empty for an OCI repository.
/// - `version`: version of the chart.
/// - `subscriptionName`: name of the subscription that found it, where that has one.
public record Chart(String repoURL, String name, String version, String subscriptionName) {}
