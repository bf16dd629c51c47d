/// Finds mistakes of type before an expression runs.
///
/// - **In:** a syntax tree, and the functions that the surroundings declare.
/// - **Out:** the static [Types] of its nodes, or a `Fault`.
/// - **Does not know:** variables; they are of unknown type.
///
/// Start at [Checker].
@NullMarked
package dev.supercargo.expr.check;

import org.jspecify.annotations.NullMarked;
