/// What keeps the server's own promises after a write: owners take their dependents along, namespaces their content,
/// accounts and roles are filled in (kubernetes-api.md 11).
///
/// - **In:** changes of objects, from the store.
/// - **Out:** ordinary requests, each controller under its own ServiceAccount.
/// - **Does not know:** custom resources' meaning.
///
/// Start at [Controllers].
@NullMarked
package dev.supercargo.kube.apiserver.controllers;

import org.jspecify.annotations.NullMarked;
