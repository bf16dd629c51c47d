package dev.supercargo.decisions.admission;

import dev.supercargo.model.ActorRequest;
import dev.supercargo.model.ActorRequest.Form;
import java.util.Map;
import java.util.Optional;

/// Says in a new `reverify` or `abort` annotation who asks (resources.md 8.5).
final class RequestAnnotation {
    private RequestAnnotation() {}

    static void enrich(AdmissionReview review, Map<String, Object> tree, String key, Form form, boolean controlPlane) {
        Optional<ActorRequest> wanted =
                parsed(form, review.object().annotations().get(key));
        if (wanted.isEmpty()) {
            return;
        }
        Optional<ActorRequest> before =
                review.old().flatMap(old -> parsed(form, old.annotations().get(key)));
        if (wanted.equals(before)) {
            return;
        }
        ActorRequest request = controlPlane
                ? new ActorRequest(wanted.get().subject(), wanted.get().actor(), true)
                : new ActorRequest(wanted.get().subject(), review.caller().actor(), false);
        MetadataEdit.set(tree, "annotations", key, request.print(form));
    }

    private static Optional<ActorRequest> parsed(Form form, @org.jspecify.annotations.Nullable String value) {
        return value == null ? Optional.empty() : ActorRequest.parse(form, value);
    }
}
