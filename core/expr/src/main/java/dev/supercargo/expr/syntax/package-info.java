/// From source text to a syntax tree, and back.
///
/// - **In:** source text.
/// - **Out:** a [Node], or a [Fault] at an offset in code points.
/// - **Does not know:** values, types, the environment.
///
/// Start at [Parser]; [Printer] is its inverse.
@NullMarked
package dev.supercargo.expr.syntax;

import org.jspecify.annotations.NullMarked;
