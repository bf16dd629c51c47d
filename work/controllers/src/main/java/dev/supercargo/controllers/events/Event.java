package dev.supercargo.controllers.events;

import dev.supercargo.meta.ObjectKey;
import java.util.Map;

/// Something that happened to a Kargo object.
///
/// @param severity `Normal`, or `Warning` for a problem
/// @param reason the event's type, such as `PromotionSucceeded` (controllers.md 17.2)
/// @param message in words
/// @param kind kind of the object concerned, of `kargo.akuity.io/v1alpha1`
/// @param subject the object concerned; the Event is created in its namespace
/// @param annotations with their whole keys (controllers.md 17.3); empty ones are left to the caller
public record Event(
        Severity severity,
        String reason,
        String message,
        String kind,
        ObjectKey subject,
        Map<String, String> annotations) {
    /// The two types of Kubernetes Events.
    public enum Severity {
        /// What was to be expected.
        NORMAL("Normal"),
        /// A problem that somebody should look at.
        WARNING("Warning");

        private final String word;

        Severity(String word) {
            this.word = word;
        }

        /// The word on the wire.
        public String word() {
            return word;
        }
    }

    public Event {
        annotations = Map.copyOf(annotations);
    }

    /// What was to be expected.
    public static Event normal(
            String reason, String message, String kind, ObjectKey subject, Map<String, String> annotations) {
        return new Event(Severity.NORMAL, reason, message, kind, subject, annotations);
    }

    /// A problem.
    public static Event warning(
            String reason, String message, String kind, ObjectKey subject, Map<String, String> annotations) {
        return new Event(Severity.WARNING, reason, message, kind, subject, annotations);
    }
}
