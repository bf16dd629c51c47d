package dev.supercargo.kube.apiserver.schema;

import dev.supercargo.meta.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Fills in defaults, drops nulls and writes whole numbers as integers (kubernetes-api.md 9.3).
final class Defaults {
    private Defaults() {}

    static void apply(StructuralSchema schema, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> object = Json.asObject(map);
            schema.properties()
                    .forEach((name, child) -> child.defaultValue().ifPresent(given -> {
                        if (!object.containsKey(name) || (object.get(name) == null && !child.nullable())) {
                            Json.putNullable(object, name, Json.copyOf(given));
                        }
                    }));
            object.forEach((name, item) -> schema.property(name).ifPresent(child -> apply(child, item)));
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            fillNulls(schema.items(), Json.asList(list));
            list.forEach(item -> apply(schema.items(), item));
        }
    }

    private static void fillNulls(StructuralSchema items, List<Object> list) {
        if (!items.nullable()) {
            items.defaultValue()
                    .ifPresent(given -> list.replaceAll(
                            item -> item == null ? java.util.Objects.requireNonNull(Json.copyOf(given)) : item));
        }
    }

    /// Removes the nulls of object properties that are not nullable. Nulls in lists stay, and so do those below unknown
    /// fields that are preserved.
    static void dropNulls(StructuralSchema schema, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> object = Json.asObject(map);
            for (String name : List.copyOf(object.keySet())) {
                StructuralSchema child = schema.property(name).orElse(StructuralSchema.any());
                if (child == StructuralSchema.any()) {
                    continue;
                }
                if (object.get(name) == null && !child.nullable()) {
                    object.remove(name);
                } else {
                    dropNulls(child, object.get(name));
                }
            }
        } else if (value instanceof List<?> list) {
            list.forEach(item -> dropNulls(schema.items(), item));
        }
    }

    static void normaliseNumbers(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Json.asObject(map).replaceAll((_, item) -> whole(item));
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            Json.asList(list).replaceAll(Defaults::whole);
        }
    }

    @SuppressWarnings("NullAway") // JSON null is stored as null; NullAway has no word for it here
    private static Object whole(@Nullable Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 0x1p63) {
            return number.longValue();
        }
        normaliseNumbers(value);
        return value;
    }
}
