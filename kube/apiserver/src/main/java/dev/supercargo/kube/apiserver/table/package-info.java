/// Objects as rows of tables, for `kubectl get` (kubernetes-api.md 10.3).
///
/// - **In:** shown objects and the columns of their resource.
/// - **Out:** trees of kind Table; values at JSON paths.
/// - **Does not know:** requests.
///
/// Start at [Tables].
@NullMarked
package dev.supercargo.kube.apiserver.table;

import org.jspecify.annotations.NullMarked;
