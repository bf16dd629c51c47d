/// The values of the expression language, their static types, and what can be done with any of them.
///
/// - **In:** document trees and the kinds that JSON lacks: unsigned and named integers, durations, times, bytes,
///   objects with fields, functions, lists and maps that count as nil.
/// - **Out:** comparisons, arithmetic, conversions to text, JSON and YAML.
/// - **Does not know:** syntax, the order of evaluation.
///
/// Start at [Type] for static types, at [Values] for what a value is.
@NullMarked
package dev.supercargo.expr.value;

import org.jspecify.annotations.NullMarked;
