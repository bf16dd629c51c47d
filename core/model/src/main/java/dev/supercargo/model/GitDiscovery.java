package dev.supercargo.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a Git subscription found.
///
/// - `repoURL`: URL of the repository.
/// - `commits`: commits, newest first; empty means that nothing was found.
/// - `subscriptionName`: name of the subscription that found it, where that has one.
/// - `observedRefs`: references when it was last looked at.
public record GitDiscovery(
        @Required String repoURL,
        @Nullable List<DiscoveredCommit> commits,
        String subscriptionName,
        @Nullable ObservedRefs observedRefs) {
    public GitDiscovery {
        commits = commits == null ? null : List.copyOf(commits);
    }
}
