/// Tells people what happened, as Kubernetes Events beside the objects concerned (controllers.md 17).
///
/// - **In:** [Event]s: reason, words, subject and annotations.
/// - **Out:** one core/v1 Event object for each.
/// - **Does not know:** why something happened.
///
/// Start at [Announcer].
@NullMarked
package dev.supercargo.controllers.events;

import org.jspecify.annotations.NullMarked;
