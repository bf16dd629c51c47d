/// What a Project brings into being, and the other chores of the management controller (controllers.md 4).
///
/// - **In:** views of objects, read once ([ProjectView], [ReplicationView], ...).
/// - **Out:** [Effect]s in the order in which they are to be performed, and statuses.
/// - **Does not know:** the cluster, the clock, threads.
///
/// Start at [ProjectDecision].
@NullMarked
package dev.supercargo.decisions.project;

import org.jspecify.annotations.NullMarked;
