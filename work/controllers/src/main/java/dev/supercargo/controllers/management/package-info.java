/// The management controller: Projects, their namespaces and roles, configurations, shared resources, garbage
/// (controllers.md 4, 15).
///
/// - **In:** the Kubernetes API under the identity of the management controller (and of the garbage collector).
/// - **Out:** what a Project is to have; statuses; copies of shared resources; old Promotions and Freight deleted.
/// - **Does not know:** the rules (`decisions.project`, `decisions.garbage`): each turn observes, asks them, applies.
///
/// Start at [Management].
@NullMarked
package dev.supercargo.controllers.management;

import org.jspecify.annotations.NullMarked;
