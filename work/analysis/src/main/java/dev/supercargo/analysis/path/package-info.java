/// Kubernetes' dialect of JSONPath: templates with paths in braces.
///
/// - **In:** a template, a document tree.
/// - **Out:** the values that it selects, in order.
/// - **Does not know:** where the document comes from.
///
/// Start at [JsonPath].
@NullMarked
package dev.supercargo.analysis.path;

import org.jspecify.annotations.NullMarked;
