/// Git repositories: what they hold, and working copies to change them.
///
/// - **In:** a [Remote] (URL and credentials) and what is wished of it.
/// - **Out:** [RemoteRefs], facts about commits and tags from a shared [Mirror], and for promotions a
///   [BareClone] with [WorkingTree]s that survive the process. Whatever the world does wrong is a
///   `WorldException`.
/// - **Does not know:** why; no Stage, no Freight, no step. Nothing of the machine's own git configuration
///   is used.
///
/// Every call runs the native `git` with a deadline; interruption of the caller ends it. Start at [Git].
@NullMarked
package dev.supercargo.git;

import org.jspecify.annotations.NullMarked;
