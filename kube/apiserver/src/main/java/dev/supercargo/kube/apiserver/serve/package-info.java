/// Requests answered: from a route to the registry and back to bytes.
///
/// - **In:** an authenticated and authorized [Exchange].
/// - **Out:** [dev.supercargo.kube.apiserver.ApiResponse]s.
/// - **Does not know:** sockets, credentials.
///
/// Start at [ResourceEndpoint]; what is no resource is answered by [PathEndpoint] and [DiscoveryEndpoint].
@NullMarked
package dev.supercargo.kube.apiserver.serve;

import org.jspecify.annotations.NullMarked;
