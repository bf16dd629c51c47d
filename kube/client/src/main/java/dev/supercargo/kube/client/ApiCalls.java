package dev.supercargo.kube.client;

import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Sends one request and reads its answer as a tree; every failure becomes a `WorldException`.
final class ApiCalls {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final KubernetesClient client;
    private final RequestWatch watch;

    ApiCalls(KubernetesClient client, RequestWatch watch) {
        this.client = client;
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
    CompletableFuture<HttpResponse<AsyncBody>> open(String target, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        var request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(client.getConfiguration().getMasterUrl().replaceAll("/$", "") + target)
                .header("Accept", "application/json")
                .forStreaming()
                .build();
        return client.getHttpClient().consumeBytes(request, consumer);
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
        var request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(client.getConfiguration().getMasterUrl().replaceAll("/$", "") + target)
                .timeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                .header("Accept", "application/json");
        if (body == null) {
            request.method(method, null, null);
        } else {
            request.method(method, contentType, Json.print(body));
        }
        HttpResponse<byte[]> response;
        try {
            response = client.getHttpClient()
                    .sendAsync(request.build(), byte[].class)
                    .get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorldException(new Failure.Transient("interrupted: " + method + " " + target), e);
        } catch (ExecutionException e) {
            throw new WorldException(
                    new Failure.Transient("cannot reach the Kubernetes API at "
                            + client.getConfiguration().getMasterUrl() + ": " + cause(e)),
                    e);
        } catch (TimeoutException e) {
            throw new WorldException(
                    new Failure.Transient("the Kubernetes API did not answer " + method + " " + target + " within "
                            + DEADLINE.toSeconds() + " s"),
                    e);
        }
        watch.answered(method, response.code());
        Map<String, Object> answer = parsed(response.body());
        if (response.code() >= 400) {
            Failure failure = failure(method, target, response.code(), answer, retryAfter(response));
            if (failure instanceof Failure.Forbidden(var what, var grant)) {
                watch.refused(grant, what);
            }
            throw new WorldException(failure);
        }
        return answer;
    }

    /// A question in the form of a creation changes nothing.
    private static boolean isReview(String target) {
        return target.startsWith("/apis/authorization.k8s.io/");
    }

    private static Map<String, Object> parsed(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            return Map.of();
        }
        try {
            return Json.parseObject(body);
        } catch (JsonException e) {
            return Map.of("message", new String(body, StandardCharsets.UTF_8));
        }
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        String header = response.header("Retry-After");
        try {
            return header == null ? Duration.ZERO : Duration.ofSeconds(Long.parseLong(header.trim()));
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }

    static String cause(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
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
