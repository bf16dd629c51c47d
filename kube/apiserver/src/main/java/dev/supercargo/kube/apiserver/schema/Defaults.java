package dev.supercargo.kube.apiserver.schema;

import dev.supercargo.meta.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Fills in defaults, drops nulls and writes whole numbers as integers (kubernetes-api.md 9.3).
final class Defaults {
    private static final Set<String> NOT_NUMBERS = Set.of("string", "boolean", "array", "object");

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
            schema.additionalProperties().ifPresent(child -> fillNulls(schema, child, object));
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

    private static void fillNulls(StructuralSchema schema, StructuralSchema values, Map<String, Object> object) {
        if (!values.nullable() && !object.isEmpty()) {
            values.defaultValue()
                    .ifPresent(given -> object.replaceAll(
                            (name, item) -> item == null && !schema.properties().containsKey(name)
                                    ? java.util.Objects.requireNonNull(Json.copyOf(given))
                                    : item));
        }
    }

    /// Removes the nulls of object properties that are not nullable and have no default. Nulls in lists stay, and so do
    /// those below unknown
    /// fields that are preserved.
    static void dropNulls(StructuralSchema schema, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> object = Json.asObject(map);
            for (String name : List.copyOf(object.keySet())) {
                StructuralSchema child = schema.property(name).orElse(StructuralSchema.any());
                if (child == StructuralSchema.any()) {
                    continue;
                }
                boolean isNull = object.get(name) == null;
                if (isNull && !child.nullable() && child.defaultValue().isEmpty()) {
                    object.remove(name);
                } else {
                    dropNulls(child, object.get(name));
                }
            }
        } else if (value instanceof List<?> list) {
            list.forEach(item -> dropNulls(schema.items(), item));
        }
    }

    /// Writes whole numbers as integers, where a number may stand at all: elsewhere its form matters to the error.
    static void normaliseNumbers(StructuralSchema schema, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Json.asObject(map)
                    .replaceAll((name, item) -> whole(schema.property(name).orElse(StructuralSchema.any()), item));
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            Json.asList(list).replaceAll(item -> whole(schema.items(), item));
        }
    }

    @SuppressWarnings("NullAway") // JSON null is stored as null; NullAway has no word for it here
    private static Object whole(StructuralSchema schema, @Nullable Object value) {
        if (value instanceof Double number
                && number == Math.rint(number)
                && Math.abs(number) < 0x1p63
                && !NOT_NUMBERS.contains(schema.type())) {
            return number.longValue();
        }
        normaliseNumbers(schema, value);
        return value;
    }
}
