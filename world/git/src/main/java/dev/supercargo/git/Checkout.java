package dev.supercargo.git;

import java.nio.file.Path;
import java.util.List;

/// One working tree to make from a clone.
///
/// @param sparse directories to check out (git's cone mode), all where empty
public record Checkout(Path directory, Ref ref, List<String> sparse) {
    public Checkout {
        sparse = List.copyOf(sparse);
    }

    /// What to check out.
    public sealed interface Ref {
        /// The branch that the remote calls its default; attached.
        record DefaultBranch() implements Ref {}

        /// A branch of the remote; attached. With `create`, one that does not exist is made with an empty
        /// commit, which is pushed at once.
        record Branch(String name, boolean create) implements Ref {}

        /// A tag (never a branch of that name); detached.
        record Tag(String name) implements Ref {}

        /// A commit, perhaps abbreviated; detached.
        record Commit(String id) implements Ref {}
    }
}
