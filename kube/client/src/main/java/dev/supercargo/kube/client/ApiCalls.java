package dev.supercargo.kube.client;

import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sends one request and reads its answer as a tree; every failure becomes a `WorldException`.
final class ApiCalls {
    private final Transport transport;
    private final RequestWatch watch;

    ApiCalls(Transport transport, RequestWatch watch) {
        this.transport = transport;
        this.watch = watch;
    }

    static String path(ResourceType type, String namespace, String name, String subresource) {
        return type.path()
                + (type.namespaced() && !namespace.isEmpty() ? "/namespaces/" + encoded(namespace) : "")
                + "/" + type.plural()
                + (name.isEmpty() ? "" : "/" + encoded(name))
                + (subresource.isEmpty() ? "" : "/" + subresource);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Begins a request whose answer comes bit by bit, for as long as the server likes.
    Transport.Streamed open(String target, Duration longest) throws InterruptedException {
        return transport.open(target, longest);
    }

    /// What a refusal means whose body has been read.
    static Failure refusal(String method, String target, int code, byte[] body) {
        return failure(method, target, code, parsed(body), Duration.ZERO);
    }

    /// Sends a request with a body (`null`: none) and returns the answer's object.
    Map<String, Object> send(String method, String target, String contentType, @Nullable Object body) {
        if (!method.equals("GET") && !isReview(target) && !watch.mayWrite()) {
            throw new WorldException(new Failure.Transient(
                    "not sent: " + method + " " + target + "; another replica may be at work by now"));
        }
        Transport.Reply reply = transport.send(method, target, contentType, body);
        watch.answered(method, reply.status());
        Map<String, Object> answer = parsed(reply.body());
        if (reply.status() >= 400) {
            Failure failure = failure(method, target, reply.status(), answer, retryAfter(reply));
            if (failure instanceof Failure.Forbidden(var what, var grant)) {
                watch.refused(grant, what);
            }
            throw new WorldException(failure);
        }
        return answer;
    }

    /// The object, if it is to be had without a request; nothing is known from an empty answer.
    Optional<KubeObject> peek(ResourceType type, ObjectKey key) {
        Optional<KubeObject> seen = transport.peek(type, key);
        seen.ifPresent(_ -> watch.answered("GET", 200));
        return seen;
    }

    /// Whether a user may do something, if that is to be had without a request.
    Optional<Boolean> permits(String user, List<String> groups, String verb, ResourceType type, ObjectKey key) {
        Optional<Boolean> known = transport.permits(user, groups, verb, type, key);
        known.ifPresent(_ -> watch.answered("POST", 201));
        return known;
    }

    /// A question in the form of a creation changes nothing.
    private static boolean isReview(String target) {
        return target.startsWith("/apis/authorization.k8s.io/");
    }

    private static Map<String, Object> parsed(byte[] body) {
        if (body.length == 0) {
            return Map.of();
        }
        try {
            return Json.parseObject(body);
        } catch (JsonException e) {
            return Map.of("message", new String(body, StandardCharsets.UTF_8));
        }
    }

    private static Duration retryAfter(Transport.Reply reply) {
        try {
            return reply.retryAfter()
                    .map(header -> Duration.ofSeconds(Long.parseLong(header.strip())))
                    .orElse(Duration.ZERO);
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }

    static Failure failure(String method, String target, int code, Map<String, Object> status, Duration retryAfter) {
        String message = Json.text(status, "message").orElse(method + " " + target + ": HTTP " + code);
        String reason = Json.text(status, "reason").orElse("");
        return switch (code) {
            case 401 -> new Failure.Forbidden(message, "authenticate");
            case 403 -> new Failure.Forbidden(message, grant(method, target));
            case 404 -> new Failure.NotFound(message);
            case 409 -> new Failure.Conflict(message, reason.equals("AlreadyExists"));
            case 400, 405, 406, 413, 415, 422 -> new Failure.Invalid(message, reason);
            default -> new Failure.Transient(message, retryAfter);
        };
    }

    /// The permission that a request needs, as `verb resource.group[/subresource]`.
    private static String grant(String method, String target) {
        String[] parts = target.replaceAll("\\?.*", "").split("/", -1);
        boolean core = parts.length > 1 && parts[1].equals("api");
        int at = core ? 3 : 4;
        String group = core || parts.length < 3 ? "" : parts[2];
        if (parts.length > at + 2 && parts[at].equals("namespaces")) {
            at += 2;
        }
        String resource = parts.length > at ? parts[at] : "";
        boolean named = parts.length > at + 1;
        String sub = parts.length > at + 2 ? "/" + parts[at + 2] : "";
        String verb = switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> named ? "delete" : "deletecollection";
            default -> named ? "get" : "list";
        };
        return verb + " " + resource + (group.isEmpty() ? "" : "." + group) + sub;
    }

    static ObjectKey keyOf(Map<String, Object> object) {
        return new ObjectKey(
                Json.text(object, "metadata", "namespace").orElse(""),
                Json.text(object, "metadata", "name").orElse(""));
    }
}
