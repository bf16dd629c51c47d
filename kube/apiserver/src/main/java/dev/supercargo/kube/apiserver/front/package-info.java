/// The TLS door: HTTP/1.1 and HTTP/2 on the loopback interface.
///
/// - **In:** connections.
/// - **Out:** [dev.supercargo.kube.apiserver.ApiRequest]s to the one handler, its answers back as bytes.
/// - **Does not know:** what is asked or answered.
///
/// Start at [TlsDoor].
@NullMarked
package dev.supercargo.kube.apiserver.front;

import org.jspecify.annotations.NullMarked;
