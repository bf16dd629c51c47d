package dev.supercargo.kube.apiserver.schema;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Drops what a schema does not know (kubernetes-api.md 9.3).
final class Pruning {
    private static final Set<String> RESOURCE_FIELDS = Set.of("apiVersion", "kind", "metadata");

    private final List<String> removed = new ArrayList<>();

    private Pruning() {}

    static List<String> pruneResource(StructuralSchema schema, Map<String, Object> object) {
        var pruning = new Pruning();
        pruning.object(schema, object, "", true);
        Collections.sort(pruning.removed);
        return pruning.removed;
    }

    static List<String> prune(StructuralSchema schema, Map<String, Object> value) {
        var pruning = new Pruning();
        pruning.value(schema, value, "");
        return pruning.removed;
    }

    private void value(StructuralSchema schema, @Nullable Object value, String path) {
        if (value instanceof Map<?, ?> map) {
            object(schema, Json.asObject(map), path, schema.isEmbeddedResource());
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                value(schema.items(), list.get(i), path + "[" + i + "]");
            }
        }
    }

    private void object(StructuralSchema schema, Map<String, Object> object, String path, boolean isResource) {
        if (schema == StructuralSchema.any()) {
            return;
        }
        for (String key : List.copyOf(object.keySet())) {
            if (isResource && RESOURCE_FIELDS.contains(key)) {
                continue;
            }
            String here = path.isEmpty() ? key : path + "." + key;
            Optional<StructuralSchema> child = schema.property(key);
            if (child.isPresent()) {
                value(child.get(), object.get(key), here);
            } else {
                object.remove(key);
                removed.add(here);
            }
        }
    }
}
