package dev.supercargo.kube.apiserver.controllers;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.meta.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A client of this server in this process, under the identity of one controller.
record InProcess(Function<ApiRequest, ApiResponse> door, Identity who) {
    static InProcess as(Function<ApiRequest, ApiResponse> door, String controller) {
        return new InProcess(door, Identity.serviceAccount("kube-system", controller));
    }

    /// The path of an object or, with an empty name, of a collection.
    static String path(Resource resource, String namespace, String name) {
        String scope = resource.type().namespaced() && !namespace.isEmpty() ? "/namespaces/" + namespace : "";
        return resource.type().path() + scope + "/" + resource.type().plural() + (name.isEmpty() ? "" : "/" + name);
    }

    Optional<Map<String, Object>> get(String path) {
        try {
            return Optional.of(send("GET", path, Map.of(), "application/json"));
        } catch (ApiError e) {
            if (e.code() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    Map<String, Object> create(String path, Map<String, Object> object) {
        return send("POST", path, object, "application/json");
    }

    Map<String, Object> update(String path, Map<String, Object> object) {
        return send("PUT", path, object, "application/json");
    }

    Map<String, Object> patch(String path, Map<String, Object> mergePatch) {
        return send("PATCH", path, mergePatch, "application/merge-patch+json");
    }

    /// Applies a configuration under a manager's name, whoever owns its fields now.
    Map<String, Object> apply(String path, Map<String, Object> config, String manager) {
        return send("PATCH", path + "?force=true&fieldManager=" + manager, config, "application/apply-patch+yaml");
    }

    void delete(String path, Map<String, Object> options) {
        send("DELETE", path, options, "application/json");
    }

    /// Whether the call did what it should: absence and conflicts are left to the next event.
    static boolean tolerant(Runnable call) {
        try {
            call.run();
            return true;
        } catch (ApiError e) {
            if (e.code() == 404 || e.code() == 409) {
                return false;
            }
            throw e;
        }
    }

    private Map<String, Object> send(String method, String path, Map<String, Object> body, String type) {
        Map<String, List<String>> headers =
                Map.of("content-type", List.of(type), "user-agent", List.of("kube-controller-manager"));
        byte[] bytes = method.equals("GET") ? new byte[0] : Json.bytes(body);
        ApiResponse answer = door.apply(ApiRequest.of(method, path, headers, bytes, who));
        if (!(answer instanceof ApiResponse.Complete complete)) {
            throw new IllegalStateException("no complete answer to " + method + " " + path);
        }
        Map<String, Object> tree = Json.parseObject(new String(complete.body(), StandardCharsets.UTF_8));
        if (complete.status() >= 400) {
            throw ApiError.of(tree);
        }
        return tree;
    }
}
