/// The expression language and the template layer around it.
///
/// - **In:** source text, and an [Environment] of variables, functions and the time.
/// - **Out:** values as document trees (and the few kinds that JSON lacks, see `dev.supercargo.expr.value`), or an
///   [ExpressionException] with the position of the mistake.
/// - **Does not know:** Kubernetes, Kargo's types, the clock.
///
/// Start at [Expressions] for bare expressions, at [Templates] for text with `${{ }}`.
@NullMarked
package dev.supercargo.expr;

import org.jspecify.annotations.NullMarked;
