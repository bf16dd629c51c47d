/// Which resources are served, and by which rules their objects live.
///
/// - **In:** the table of built-in kinds; the established custom resource definitions.
/// - **Out:** a [Catalog], an immutable snapshot in which routes and kinds are looked up.
/// - **Does not know:** requests, the store.
///
/// Start at [Resource].
@NullMarked
package dev.supercargo.kube.apiserver.resources;

import org.jspecify.annotations.NullMarked;
