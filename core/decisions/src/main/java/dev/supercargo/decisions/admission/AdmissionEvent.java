package dev.supercargo.decisions.admission;

import dev.supercargo.meta.ObjectKey;
import java.util.Map;

/// An Event about an object (controllers.md 17).
///
/// - `component`: who tells it, such as `freight-webhook`.
/// - `reason`, `message`: what happened, as a code and in words.
/// - `kind`, `subject`: the object concerned.
/// - `annotations`: with their whole keys.
public record AdmissionEvent(
        String component,
        String reason,
        String message,
        String kind,
        ObjectKey subject,
        Map<String, String> annotations) {
    public AdmissionEvent {
        annotations = Map.copyOf(annotations);
    }
}
