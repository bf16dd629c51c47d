package dev.supercargo.kube.apiserver.schema;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The value that stood at a place before an update, where it can be told which one that was (kubernetes-api.md 9.4,
/// 9.5): properties by name, elements of map lists by their keys. Elements of other lists and what is inside atomic
/// maps have no old value of their own.
public record Old(boolean known, @Nullable Object value) {
    /// No old value: a creation, or a place that cannot be correlated.
    public static final Old NONE = new Old(false, null);

    /// A known old value.
    public static Old of(@Nullable Object value) {
        return new Old(true, value);
    }

    /// Whether the value is known to be the same as before.
    public boolean same(@Nullable Object now) {
        return known && Json.same(value, now);
    }

    /// The old value of a property.
    public Old property(StructuralSchema schema, String name) {
        if (!known || schema.mapType().equals("atomic") || !(value instanceof Map<?, ?> map)) {
            return NONE;
        }
        return map.containsKey(name) ? of(map.get(name)) : NONE;
    }

    /// The old value of an element of a list.
    public Old element(StructuralSchema schema, @Nullable Object now) {
        if (!known || !schema.listType().equals("map") || !(value instanceof List<?> list)) {
            return NONE;
        }
        Optional<List<Object>> key = key(schema, now);
        if (key.isEmpty()) {
            return NONE;
        }
        for (Object item : list) {
            if (key.equals(key(schema, item))) {
                return of(item);
            }
        }
        return NONE;
    }

    private static Optional<List<Object>> key(StructuralSchema schema, @Nullable Object element) {
        if (!(element instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        var key = new ArrayList<Object>();
        for (String name : schema.listMapKeys()) {
            Object part = map.get(name);
            if (part == null) {
                return Optional.empty();
            }
            key.add(part);
        }
        return Optional.of(key);
    }
}
