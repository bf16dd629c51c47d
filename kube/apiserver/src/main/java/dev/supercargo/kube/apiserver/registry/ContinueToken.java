package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where the next page of a list begins: a revision (-1: the newest) and the rest of a key.
record ContinueToken(long revision, String start) {
    private static final String VERSION = "meta.k8s.io/v1";

    static String encode(long revision, String start) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("v", VERSION);
        tree.put("rv", revision);
        tree.put("start", start);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(tree));
    }

    static ContinueToken decode(String text) {
        Map<String, Object> tree;
        try {
            tree = Json.parseObject(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (JsonException _) {
            String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            throw refused(
                    decoded.isEmpty()
                            ? "continue key is not valid: unexpected end of JSON input"
                            : "continue key is not valid: invalid character '" + decoded.substring(0, 1)
                                    + "' looking for beginning of value");
        } catch (IllegalArgumentException e) {
            throw refused("continue key is not valid: " + e.getMessage());
        }
        if (!VERSION.equals(tree.get("v"))) {
            throw refused("continue key is not valid: server does not recognize this encoded version "
                    + Json.text(tree, "v").orElse(""));
        }
        String start = Json.text(tree, "start").orElse("");
        if (start.isEmpty() || start.contains("..") || start.startsWith("/")) {
            throw refused("continue key is not valid: encoded start key is empty or leaves the collection");
        }
        return new ContinueToken(tree.get("rv") instanceof Long revision ? revision : 0, start);
    }

    private static ApiError refused(String why) {
        return ApiError.badRequest("invalid continue token: " + why);
    }

    /// The answer to a token whose revision is forgotten; it offers to go on with the newest state.
    static ApiError expired(String start) {
        ApiError error = ApiError.expired("The provided continue parameter is too old to display a consistent list"
                + " result. You can start a new list without the continue parameter, or use the continue token in this"
                + " response to retrieve the remainder of the results. Continuing with the provided token results in an"
                + " inconsistent list - objects that were created, modified, or deleted between the time the first"
                + " chunk was returned and now may show up in the list.");
        Map<String, Object> status = Json.copy(error.status());
        Json.put(status, encode(-1, start), "metadata", "continue");
        return ApiError.of(status);
    }
}
