package dev.supercargo.rest;

import dev.supercargo.meta.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A whole answer.
record Answer(int status, String contentType, byte[] body) {
    static Answer json(int status, Map<String, Object> tree) {
        return new Answer(status, "application/json; charset=utf-8", Json.bytes(tree));
    }

    static Answer text(int status, String contentType, String text) {
        return new Answer(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer plain(int status, String text) {
        return text(status, "text/plain; charset=utf-8", text);
    }

    static Answer error(int status, String text) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("error", text);
        return json(status, tree);
    }
}
