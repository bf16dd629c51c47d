package dev.supercargo.decisions.admission;

import dev.supercargo.meta.ResourceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a client is told when its request is refused: a Kubernetes `Status`. An empty `reason` and empty details are
/// left out.
public record Refusal(int code, String reason, String message, Map<String, Object> details) {
    /// Field errors about an object.
    static Refusal invalid(ResourceType type, String name, List<FieldProblem> problems) {
        List<String> texts =
                problems.stream().map(FieldProblem::text).distinct().toList();
        String errors = texts.size() == 1 ? texts.getFirst() : "[" + String.join(", ", texts) + "]";
        Map<String, Object> details = details(name, type.group(), type.kind());
        details.put("causes", problems.stream().<Object>map(FieldProblem::cause).toList());
        String message = qualifiedKind(type) + " \"" + name + "\" is invalid: " + errors;
        return new Refusal(422, "Invalid", message, details);
    }

    /// The object is in the way of another one.
    static Refusal conflict(ResourceType type, String name, String why) {
        return new Refusal(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + type + " \"" + name + "\": " + why,
                details(name, type.group(), type.plural()));
    }

    /// Not allowed; `subject` is how the text names the kind (the plural, or the kind itself).
    static Refusal forbidden(ResourceType type, String kindOrPlural, String name, String why) {
        return new Refusal(
                403,
                "Forbidden",
                kindOrPlural + "." + type.group() + " \"" + name + "\" is forbidden: " + why,
                details(name, type.group(), kindOrPlural));
    }

    /// Denied without more details.
    static Refusal denied(String message) {
        return new Refusal(403, "Forbidden", message, Map.of());
    }

    /// Something that is named does not exist; the text names the kind.
    static Refusal notFound(ResourceType type, String name) {
        return new Refusal(
                404,
                "NotFound",
                qualifiedKind(type) + " \"" + name + "\" not found",
                details(name, type.group(), type.kind()));
    }

    /// The rules could not be applied.
    static Refusal internal(String what) {
        return new Refusal(
                500,
                "InternalError",
                "Internal error occurred: " + what,
                Map.of("causes", List.of(Map.of("message", what))));
    }

    /// The object passes the schema but does not fit its kind.
    static Refusal undecodable(String why) {
        return new Refusal(400, "", why, Map.of());
    }

    /// The `Status` tree.
    public Map<String, Object> status() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", "Status");
        tree.put("apiVersion", "v1");
        tree.put("metadata", new LinkedHashMap<String, Object>());
        tree.put("status", "Failure");
        tree.put("message", message);
        if (!reason.isEmpty()) {
            tree.put("reason", reason);
        }
        if (!details.isEmpty()) {
            tree.put("details", details);
        }
        tree.put("code", (long) code);
        return tree;
    }

    private static String qualifiedKind(ResourceType type) {
        return type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
    }

    private static Map<String, Object> details(String name, String group, String kind) {
        var details = new LinkedHashMap<String, Object>();
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!group.isEmpty()) {
            details.put("group", group);
        }
        details.put("kind", kind);
        return details;
    }
}
