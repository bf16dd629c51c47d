package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Names;
import dev.supercargo.meta.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the data of Secrets and ConfigMaps have in common.
final class DataMaps {
    /// The most that one object may hold, in bytes.
    static final long MAX_SIZE = 1024 * 1024;

    private DataMaps() {}

    static void emptyForNull(Map<String, Object> object, String field) {
        if (object.get(field) instanceof Map<?, ?> data) {
            var copy = new LinkedHashMap<String, Object>();
            data.forEach((key, value) -> copy.put(String.valueOf(key), value == null ? "" : value));
            object.put(field, copy);
        }
    }

    static void dropEmpty(Map<String, Object> object, String field) {
        if (!object.containsKey(field)) {
            return;
        }
        if (object.get(field) == null || Json.object(object, field).isEmpty()) {
            object.remove(field);
        }
    }

    /// Checks the keys; the size of all values, where those of `data` of a Secret and of `binaryData` are base64.
    static long check(Map<String, Object> data, String field, List<FieldError> errors) {
        long size = 0;
        for (Map.Entry<String, Object> entry : data.entrySet()) {
            String key = entry.getKey();
            Names.configKey(key)
                    .forEach(problem -> errors.add(FieldError.invalid(field + "[" + key + "]", key, problem)));
            size += decodedLength(String.valueOf(entry.getValue()));
        }
        return size;
    }

    private static long decodedLength(String base64) {
        String bare = base64.replaceAll("[\\r\\n=]", "");
        return bare.length() * 3L / 4;
    }

    static long textSize(Map<String, Object> data) {
        return data.values().stream()
                .mapToLong(value -> String.valueOf(value).getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    /// Once `immutable` is set, neither the data nor that may change.
    static void checkImmutable(
            Map<String, Object> object, Map<String, Object> old, List<String> fields, List<FieldError> errors) {
        if (!Boolean.TRUE.equals(old.get("immutable"))) {
            return;
        }
        String why = "field is immutable when `immutable` is set";
        if (!Boolean.TRUE.equals(object.get("immutable"))) {
            errors.add(FieldError.forbidden("immutable", why));
        }
        for (String field : fields) {
            if (!Json.same(Json.object(object, field), Json.object(old, field))) {
                errors.add(FieldError.forbidden(field, why));
            }
        }
    }
}
