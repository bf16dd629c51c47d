package dev.supercargo.model;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a `reverify` or `abort` annotation asks for, and who asks (resources.md 3.2).
///
/// - `subject`: identifier of the verification, or what to do with a Promotion (`terminate`).
/// - `actor`: who asks, empty where that is not known.
/// - `controlPlane`: whether a component of the control plane set the annotation.
public record ActorRequest(String subject, String actor, boolean controlPlane) {
    /// The form of the annotation: how its subject is called.
    public enum Form {
        /// On a Stage: the identifier of a verification, `id`.
        VERIFICATION("id"),
        /// On a Promotion: an action, `action`.
        PROMOTION("action");

        private final String field;

        Form(String field) {
            this.field = field;
        }
    }

    /// What a value asks for, or empty where it asks for nothing: valid JSON that is no such object, or no subject.
    public static Optional<ActorRequest> parse(Form form, String value) {
        Object tree;
        try {
            tree = Json.parse(value);
        } catch (JsonException e) {
            return Optional.of(new ActorRequest(value, "", false))
                    .filter(request -> !request.subject().isEmpty());
        }
        if (!(tree instanceof Map<?, ?>)) {
            return Optional.empty();
        }
        Object subject = lastOf(Json.asObject(tree), form.field);
        Object actor = lastOf(Json.asObject(tree), "actor");
        Object controlPlane = lastOf(Json.asObject(tree), "controlPlane");
        if (!isAbsentOr(String.class, subject)
                || !isAbsentOr(String.class, actor)
                || !isAbsentOr(Boolean.class, controlPlane)) {
            return Optional.empty();
        }
        return Optional.of(new ActorRequest(
                        subject instanceof String text ? text : "",
                        actor instanceof String text ? text : "",
                        Boolean.TRUE.equals(controlPlane)))
                .filter(request -> !request.subject().isEmpty());
    }

    /// The JSON form of the annotation: no empty fields, HTML's characters escaped.
    public String print(Form form) {
        var parts = new ArrayList<String>(List.of(quoted(form.field) + ":" + quoted(subject)));
        if (!actor.isEmpty()) {
            parts.add("\"actor\":" + quoted(actor));
        }
        if (controlPlane) {
            parts.add("\"controlPlane\":true");
        }
        return "{" + String.join(",", parts) + "}";
    }

    /// The value of the last key that equals the name but for case; JSON's null counts as absent.
    private static @Nullable Object lastOf(Map<String, Object> tree, String name) {
        Object found = null;
        for (Map.Entry<String, Object> entry : tree.entrySet()) {
            if (entry.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))
                    && entry.getValue() != null) {
                found = entry.getValue();
            }
        }
        return found;
    }

    private static boolean isAbsentOr(Class<?> type, @Nullable Object value) {
        return value == null || type.isInstance(value);
    }

    private static String quoted(String text) {
        return HtmlSafe.escape(Json.print(text));
    }
}
