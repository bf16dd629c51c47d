/// Places where an expression decides something by itself, and what each demands of the result (expressions.md D.2).
///
/// - **In:** an expression or a template, and what it is about.
/// - **Out:** a decision, or an `ExpressionException` in the words of the place.
/// - **Does not know:** steps and their order; they have an engine of their own.
///
/// Start at [FreightCreationCriteria].
@NullMarked
package dev.supercargo.expr.places;

import org.jspecify.annotations.NullMarked;
