package dev.supercargo.kube.apiserver.serve;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.request.LooseYaml;
import dev.supercargo.kube.apiserver.request.Negotiated;
import dev.supercargo.meta.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Trees and texts as answers.
public final class Answers {
    private Answers() {}

    static ApiResponse.Complete tree(int status, Map<String, Object> tree, Negotiated form) {
        return switch (form.encoding()) {
            case JSON -> json(status, form.pretty() ? pretty(tree) : Json.bytes(tree));
            case YAML ->
                complete(status, "application/yaml", LooseYaml.print(tree).getBytes(StandardCharsets.UTF_8));
        };
    }

    static byte[] pretty(Map<String, Object> tree) {
        return (Json.pretty(tree) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static ApiResponse.Complete json(int status, byte[] body) {
        return complete(status, "application/json", body);
    }

    static ApiResponse.Complete text(int status, String text) {
        return complete(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /// 404 for a path that nobody serves.
    public static ApiResponse.Complete pageNotFound() {
        return text(404, "404 page not found\n");
    }

    static ApiResponse.Complete complete(int status, String contentType, byte[] body) {
        var headers = new LinkedHashMap<String, List<String>>();
        headers.put("Content-Type", List.of(contentType));
        return new ApiResponse.Complete(status, headers, body);
    }

    /// The answer that an error is.
    public static ApiResponse.Complete error(ApiError error, boolean pretty) {
        ApiResponse.Complete answer = json(error.code(), pretty ? pretty(error.status()) : Json.bytes(error.status()));
        Json.at(error.status(), "details", "retryAfterSeconds")
                .ifPresent(seconds -> answer.headers().put("Retry-After", List.of(seconds.toString())));
        return answer;
    }
}
