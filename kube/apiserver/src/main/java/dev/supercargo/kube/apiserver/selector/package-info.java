/// Label and field selectors as query parameters carry them (kubernetes-api.md 1.5).
///
/// - **In:** the text of a parameter.
/// - **Out:** a predicate over labels or fields; 400 for bad text.
/// - **Does not know:** which fields a kind has.
///
/// Start at [LabelQuery] and [FieldQuery].
@NullMarked
package dev.supercargo.kube.apiserver.selector;

import org.jspecify.annotations.NullMarked;
