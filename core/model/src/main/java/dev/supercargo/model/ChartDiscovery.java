package dev.supercargo.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a chart subscription found.
///
/// - `repoURL`: URL of the chart repository.
/// - `name`: name of the chart; empty for an OCI repository.
/// - `semverConstraint`: constraint that the versions meet.
/// - `versions`: versions, newest first; empty means that nothing was found.
/// - `subscriptionName`: name of the subscription that found it, where that has one.
public record ChartDiscovery(
        @Required String repoURL,
        String name,
        String semverConstraint,
        @Nullable List<String> versions,
        String subscriptionName) {
    public ChartDiscovery {
        versions = versions == null ? null : List.copyOf(versions);
    }
}
