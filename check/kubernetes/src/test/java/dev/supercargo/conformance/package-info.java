/// Whole-system tests: the program as a process, the real API server, real git, kubectl.
///
/// - **In:** the built program and the example's manifests.
/// - **Out:** failures that say what a user would have seen.
/// - **Does not know:** what is inside.
///
/// Start at [Child].
@NullMarked
package dev.supercargo.conformance;

import org.jspecify.annotations.NullMarked;
