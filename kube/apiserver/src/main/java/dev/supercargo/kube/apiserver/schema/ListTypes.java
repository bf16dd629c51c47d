package dev.supercargo.kube.apiserver.schema;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Uniqueness in lists of type `set` and `map` (kubernetes-api.md 9.3).
final class ListTypes {
    /// Stands for JSON's null, which is an element like others.
    private static final Object NULL = new Object();

    private final List<FieldError> errors = new ArrayList<>();

    private ListTypes() {}

    static List<FieldError> validate(StructuralSchema schema, @Nullable Object value, Old old) {
        var check = new ListTypes();
        check.value(schema, value, "", old);
        return check.errors;
    }

    private void value(StructuralSchema schema, @Nullable Object value, String path, Old old) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> {
                String name = (String) key;
                StructuralSchema child = schema.property(name).orElse(StructuralSchema.any());
                if (child != StructuralSchema.any()) {
                    value(child, item, path.isEmpty() ? name : path + "." + name, old.property(schema, name));
                }
            });
        } else if (value instanceof List<?> list) {
            List<FieldError> found = duplicates(schema, list, path);
            boolean alreadyBroken = !found.isEmpty()
                    && old.value() instanceof List<?> before
                    && !duplicates(schema, before, path).isEmpty();
            if (!alreadyBroken) {
                errors.addAll(found);
            }
            for (int i = 0; i < list.size(); i++) {
                Object item = list.get(i);
                value(schema.items(), item, path + "[" + i + "]", old.element(schema, item));
            }
        }
    }

    private static List<FieldError> duplicates(StructuralSchema schema, List<?> list, String path) {
        boolean isSet = schema.listType().equals("set");
        if (!isSet && !schema.listType().equals("map")) {
            return List.of();
        }
        var seen = new LinkedHashMap<Object, Integer>();
        var found = new ArrayList<FieldError>();
        for (int i = 0; i < list.size(); i++) {
            int index = i;
            Object item = list.get(i);
            Optional<Object> identity = isSet ? Optional.of(item == null ? NULL : item) : keys(schema, item);
            identity.ifPresent(key -> {
                if (seen.merge(canonical(key), 1, Integer::sum) == 2) {
                    found.add(FieldError.duplicate(path + "[" + index + "]", key == NULL ? null : key));
                }
            });
        }
        return found;
    }

    private static Optional<Object> keys(StructuralSchema schema, @Nullable Object element) {
        var keys = new TreeMap<String, Object>();
        if (element == null) {
            return Optional.of(keys);
        }
        if (!(element instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        for (String name : schema.listMapKeys()) {
            Object part = map.get(name);
            if (part != null) {
                keys.put(name, part);
            }
        }
        return Optional.of(keys);
    }

    /// Numbers that are the same must be equal, however they were written.
    private static Object canonical(Object value) {
        return value instanceof Map<?, ?> || value instanceof List<?> ? Json.print(sorted(value)) : value;
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var copy = new TreeMap<String, Object>();
                map.forEach((key, item) -> Json.putNullable(copy, (String) key, sorted(item)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>();
                list.forEach(item -> copy.add(sorted(item)));
                yield copy;
            }
            case null, default -> value;
        };
    }
}
