/// The life of objects: create, read, list, watch, update, delete, by the rules that hold for all kinds.
///
/// - **In:** decoded trees, the [dev.supercargo.kube.apiserver.resources.Resource] they belong to, who asks.
/// - **Out:** [Shown] objects; [dev.supercargo.kube.apiserver.ApiError] for every refusal.
/// - **Does not know:** HTTP, routes, how answers are encoded.
///
/// Start at [Creation], [Updating], [Deletion], [Reading] and [WatchStream].
@NullMarked
package dev.supercargo.kube.apiserver.registry;

import org.jspecify.annotations.NullMarked;
