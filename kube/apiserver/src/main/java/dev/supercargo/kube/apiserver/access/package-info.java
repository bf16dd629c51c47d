/// Who asks, and whether they may: identities, log-in, RBAC, access reviews, impersonation, tokens.
///
/// - **In:** request headers and TLS certificates; the live RBAC objects ([RbacObjects]).
/// - **Out:** an [Identity] for each request and an [AccessAnswer] for each [AccessQuestion].
/// - **Does not know:** HTTP, the store, which kinds exist.
///
/// Start at [Rbac]; its rules are those of `kubernetes-api.md` chapter 7.
@NullMarked
package dev.supercargo.kube.apiserver.access;

import org.jspecify.annotations.NullMarked;
