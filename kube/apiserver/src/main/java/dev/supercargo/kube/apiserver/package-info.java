/// An embeddable Kubernetes API server that has never heard of Kargo.
///
/// - **In:** [ApiRequest]s through two doors, in process ([ApiServer#handle]) and by TLS; a `Store` to keep objects in.
/// - **Out:** [ApiResponse]s, byte for byte what `kubectl`, fabric8 and client-go expect.
/// - **Does not know:** what the custom resources mean.
///
/// Start at [ApiServer].
@NullMarked
package dev.supercargo.kube.apiserver;

import org.jspecify.annotations.NullMarked;
