package dev.supercargo.git;

/// What to push from a working tree.
public sealed interface Push {
    /// HEAD to a branch.
    ///
    /// @param target the branch, empty for the one that is checked out
    /// @param force whether what is there is overwritten (nothing is integrated then)
    /// @param attempts how often a push that lost a race is tried, at least once
    record Head(String target, boolean force, IntegrationPolicy policy, int attempts) implements Push {}

    /// A tag; one that exists with another value stays.
    record Tag(String name) implements Push {}
}
