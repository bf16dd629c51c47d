/// A Kubernetes client for controllers: one identity's requests, caches that watch, and fair keyed turns.
///
/// - **In:** an API (in process or over TLS) and an identity.
/// - **Out:** [Kube] (requests; every failure is a `WorldException`), [Cache] (watched kinds, own writes overlaid),
///   [Controller] (one turn per key at a time, fair between namespaces, retries, timers).
/// - **Does not know:** Kargo, or which API server answers. No type of fabric8 leaves this package.
///
/// Start at [Kube].
@NullMarked
package dev.supercargo.kube.client;

import org.jspecify.annotations.NullMarked;
