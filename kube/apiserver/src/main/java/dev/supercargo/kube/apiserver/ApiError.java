package dev.supercargo.kube.apiserver;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A request that is answered with a failure: carries the `Status` tree that the client receives
/// (kubernetes-api.md 2). The factories give code, reason, details and text of each situation.
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, Object> status;

    private ApiError(Map<String, Object> status) {
        super(Json.text(status, "message").orElse(""));
        this.status = status;
    }

    /// One entry of `details.causes`: a field error (`reason` such as `FieldValueRequired`, `message` without the
    /// path),
    /// or another remark. An empty `field` is left out.
    public record Cause(String reason, String message, String field) {
        /// `field: message`, as the text of the whole error shows it.
        public String text() {
            return field.isEmpty() ? message : field + ": " + message;
        }
    }

    /// The error that a ready Status tree describes.
    public static ApiError of(Map<String, Object> status) {
        return new ApiError(status);
    }

    /// Any failure; `reason` may be empty.
    public static ApiError of(int code, String reason, String message) {
        return new ApiError(tree(code, reason, message, Map.of()));
    }

    /// Any failure, with details.
    public static ApiError of(int code, String reason, String message, Map<String, Object> details) {
        return new ApiError(tree(code, reason, message, details));
    }

    public static ApiError notFound(GroupResource resource, String name) {
        return about(404, "NotFound", resource, name, resource + " \"" + name + "\" not found");
    }

    /// A path or a kind that is not served, within a built-in group.
    public static ApiError notServed() {
        return emptyDetails(404, "NotFound", "the server could not find the requested resource");
    }

    public static ApiError alreadyExists(GroupResource resource, String name) {
        return about(409, "AlreadyExists", resource, name, resource + " \"" + name + "\" already exists");
    }

    /// A conflict of the usual form: `Operation cannot be fulfilled on R "n": why`.
    public static ApiError conflict(GroupResource resource, String name, String why) {
        String text = "Operation cannot be fulfilled on " + resource + " \"" + name + "\": " + why;
        return about(409, "Conflict", resource, name, text);
    }

    /// The resourceVersion of an update is not the newest.
    public static ApiError stale(GroupResource resource, String name) {
        return conflict(
                resource,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    /// A denial: `R "n" is forbidden: why`.
    public static ApiError forbidden(GroupResource resource, String name, String why) {
        String subject = name.isEmpty() ? resource.toString() : resource + " \"" + name + "\"";
        return about(403, "Forbidden", resource, name, subject + " is forbidden: " + why);
    }

    /// Field errors: `Kind.group "n" is invalid: [a, b]`.
    public static ApiError invalid(ResourceType type, String name, List<Cause> causes) {
        return invalid(type.group(), type.kind(), name, causes);
    }

    /// Field errors about a kind that may be no resource (options, reviews: empty kind).
    public static ApiError invalid(String group, String kind, String name, List<Cause> causes) {
        Set<String> texts = new LinkedHashSet<>();
        causes.forEach(cause -> texts.add(cause.text()));
        String errors = texts.size() == 1 ? texts.iterator().next() : "[" + String.join(", ", texts) + "]";
        String qualified = group.isEmpty() ? kind : kind + "." + group;
        var details = details(name, group, kind);
        if (!causes.isEmpty()) {
            details.put("causes", trees(causes));
        }
        return new ApiError(tree(422, "Invalid", qualified + " \"" + name + "\" is invalid: " + errors, details));
    }

    public static ApiError badRequest(String message) {
        return of(400, "BadRequest", message);
    }

    public static ApiError unauthorized() {
        return of(401, "Unauthorized", "Unauthorized");
    }

    public static ApiError notAcceptable(String message) {
        return of(406, "NotAcceptable", message);
    }

    /// A revision or continue token whose history is gone.
    public static ApiError expired(String message) {
        return of(410, "Expired", message);
    }

    public static ApiError tooLarge(String message) {
        return of(413, "RequestEntityTooLarge", message);
    }

    public static ApiError unsupportedMediaType(List<String> accepted) {
        return of(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: "
                        + String.join(", ", accepted));
    }

    /// A method that a built-in kind or path does not take.
    public static ApiError methodNotAllowed() {
        return emptyDetails(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }

    /// Something went wrong that is nobody's request's fault; `what` must hold no secret.
    public static ApiError internal(String what) {
        return of(
                500,
                "InternalError",
                "Internal error occurred: " + what,
                Map.of("causes", List.of(Map.of("message", what))));
    }

    public static ApiError unavailable(String message) {
        return of(503, "ServiceUnavailable", message);
    }

    /// The resourceVersion lies in the future.
    public static ApiError tooLargeResourceVersion(long wanted, long current) {
        return of(
                504,
                "Timeout",
                "Timeout: Too large resource version: " + wanted + ", current: " + current,
                Map.of(
                        "retryAfterSeconds",
                        1L,
                        "causes",
                        List.of(Map.of("reason", "ResourceVersionTooLarge", "message", "Too large resource version"))));
    }

    public static ApiError timeout(String what) {
        return of(504, "Timeout", "Timeout: " + what);
    }

    /// The same error with causes in its details (replacing those there).
    public ApiError withCauses(List<Cause> causes) {
        Map<String, Object> copy = Json.copy(status);
        Json.put(copy, trees(causes), "details", "causes");
        return new ApiError(copy);
    }

    /// The `Status` tree; the caller must not change it.
    public Map<String, Object> status() {
        return status;
    }

    /// The HTTP status.
    public int code() {
        return Json.at(status, "code").orElse(500L) instanceof Number n ? n.intValue() : 500;
    }

    /// The reason, empty where the original has none.
    public String reason() {
        return Json.text(status, "reason").orElse("");
    }

    private static ApiError about(int code, String reason, GroupResource resource, String name, String message) {
        return new ApiError(tree(code, reason, message, details(name, resource.group(), resource.resource())));
    }

    private static ApiError emptyDetails(int code, String reason, String message) {
        Map<String, Object> tree = tree(code, reason, message, Map.of());
        tree.remove("code");
        tree.put("details", Map.of());
        tree.put("code", (long) code);
        return new ApiError(tree);
    }

    private static Map<String, Object> details(String name, String group, String kind) {
        var details = new LinkedHashMap<String, Object>();
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!group.isEmpty()) {
            details.put("group", group);
        }
        if (!kind.isEmpty()) {
            details.put("kind", kind);
        }
        return details;
    }

    private static List<Object> trees(List<Cause> causes) {
        var list = new ArrayList<Object>();
        for (Cause cause : causes) {
            var tree = new LinkedHashMap<String, Object>();
            if (!cause.reason().isEmpty()) {
                tree.put("reason", cause.reason());
            }
            tree.put("message", cause.message());
            if (!cause.field().isEmpty()) {
                tree.put("field", cause.field());
            }
            list.add(tree);
        }
        return list;
    }

    private static Map<String, Object> tree(int code, String reason, String message, Map<String, Object> details) {
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
}
