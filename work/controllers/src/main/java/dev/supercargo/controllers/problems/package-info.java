/// Watches for problems, and tells each once.
///
/// - **In:** objects from caches, the pulses of controllers, `core/decisions/inspection`.
/// - **Out:** the present list of problems, and one `Warning` Event for each.
/// - **Does not know:** what a problem is; that is decided in `core/decisions`.
///
/// Start at [ProblemWatch].
@NullMarked
package dev.supercargo.controllers.problems;

import org.jspecify.annotations.NullMarked;
