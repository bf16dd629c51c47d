/// Runs expressions.
///
/// - **In:** a syntax tree with its static types; then, for each run, the environment.
/// - **Out:** a value, or a `Fault` at the node that failed.
/// - **Does not know:** source text, templates, where values come from.
///
/// Start at [Program]. A tree is translated once into a tree of [Code] objects that compute; constants are folded and
/// the short cuts whose effects can be seen are taken on the way ([ShortCuts]).
@NullMarked
package dev.supercargo.expr.run;

import org.jspecify.annotations.NullMarked;
