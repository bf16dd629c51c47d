package dev.supercargo.model;

/// What a Warehouse looks for in a repository of Helm charts.
///
/// - `repoURL`: URL of the chart repository.
/// - `name`: name of the chart; empty for an OCI repository.
/// - `semverConstraint`: constraint on versions.
/// - `insecureSkipTLSVerify`: whether any certificate is accepted.
/// - `discoveryLimit`: how many are found at most. Zero means 20.
public record ChartSubscription(
        @Required String repoURL,
        String name,
        String semverConstraint,
        boolean insecureSkipTLSVerify,
        long discoveryLimit) {
    /// How many are found at most.
    public int limit() {
        return Subscription.limit(discoveryLimit);
    }
}
