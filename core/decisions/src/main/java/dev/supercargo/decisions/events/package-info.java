/// What Kubernetes Events about Freight and Promotions say beside their message (controllers.md 17.3).
///
/// - **In:** the objects concerned and who acted.
/// - **Out:** annotations with their whole keys.
/// - **Does not know:** how Events are stored, when they are told.
///
/// Start at [EventAnnotations].
@NullMarked
package dev.supercargo.decisions.events;

import org.jspecify.annotations.NullMarked;
