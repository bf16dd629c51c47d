/// Kubernetes' vocabulary as values: objects, keys, selectors, conditions, durations, patches, failures.
///
/// - **In:** JSON and YAML text.
/// - **Out:** plain values. A document is a tree of `Map<String, Object>`, `List<Object>`, `String`,
///   `Long`, `Double`, `Boolean` and `null`, read and printed by [Json]; no library's type leaves this package.
/// - **Does not know:** Kargo, HTTP, the clock, threads.
///
/// Start at [KubeObject].
@NullMarked
package dev.supercargo.meta;

import org.jspecify.annotations.NullMarked;
