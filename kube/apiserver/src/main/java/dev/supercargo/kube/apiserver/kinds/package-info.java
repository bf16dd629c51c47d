/// The built-in kinds: which there are, and by which rules their objects live (kubernetes-api.md 10).
///
/// - **In:** trees of objects.
/// - **Out:** the table of resources; defaults, field errors, columns.
/// - **Does not know:** requests, the store, custom resources.
///
/// Start at [BuiltIns].
@NullMarked
package dev.supercargo.kube.apiserver.kinds;

import org.jspecify.annotations.NullMarked;
