package dev.supercargo.git;

/// What came of a [Push]. What else can happen is a `WorldException`.
public sealed interface PushOutcome {
    /// It is there now (or was already).
    ///
    /// @param commit HEAD afterwards
    /// @param branch the branch pushed to; for a tag the one that is checked out, empty where there is none
    record Pushed(String commit, String branch) implements PushOutcome {}

    /// Others changed the same lines; the working tree is as it was before.
    record MergeConflict(String details) implements PushOutcome {}

    /// The policy forbids a merge, and a rebase would lose or make up signatures.
    record RebaseUnsafe() implements PushOutcome {}
}
