/// Custom resources: from definitions to resources that are served, and the life of definitions (kubernetes-api.md 9).
///
/// - **In:** CustomResourceDefinitions.
/// - **Out:** resources for the catalog; accepted names, conditions and finalizers of the definitions.
/// - **Does not know:** requests.
///
/// Start at [Definition].
@NullMarked
package dev.supercargo.kube.apiserver.crd;

import org.jspecify.annotations.NullMarked;
