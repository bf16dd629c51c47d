/// Components as processes beside a cluster.
///
/// - **In:** the command line, the environment, a kubeconfig or the account of the Pod.
/// - **Out:** running components: those that lead, one active by Lease; the admission webhook; a port for health.
/// - **Does not know:** any rule.
///
/// Start at [ServeCommand], then [Served].
@NullMarked
package dev.supercargo.app.serve;

import org.jspecify.annotations.NullMarked;
