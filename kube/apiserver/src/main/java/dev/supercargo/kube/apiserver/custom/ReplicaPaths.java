package dev.supercargo.kube.apiserver.custom;

import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Where the numbers of a scale subresource stand in an object, as dot paths; empty where there is none.
record ReplicaPaths(String spec, String status) {
    static final ReplicaPaths NONE = new ReplicaPaths("", "");

    /// Numbers that are none of replicas. The paths of these errors begin with a dot (kubernetes-api.md 9.4).
    List<FieldError> validate(Map<String, Object> object) {
        var errors = new ArrayList<FieldError>();
        for (String path : List.of(spec, status)) {
            Object value = path.isEmpty()
                    ? null
                    : Json.at(object, path.split("\\.", -1)).orElse(null);
            Optional<String> strange = path.isEmpty() ? Optional.empty() : strange(object, path);
            if (strange.isPresent()) {
                errors.add(FieldError.invalid("." + path, 0L, "." + path + " accessor error: " + strange.get()));
            } else if (value instanceof Long number && number < 0) {
                errors.add(FieldError.invalid("." + path, number, "should be a non-negative integer"));
            } else if (value instanceof Long number && number > Integer.MAX_VALUE) {
                errors.add(
                        FieldError.invalid("." + path, number, "should be less than or equal to " + Integer.MAX_VALUE));
            }
        }
        return errors;
    }

    /// Why nothing can be read at a path, if it is a plain value that stands in the way.
    private static Optional<String> strange(Map<String, Object> object, String path) {
        Object at = object;
        for (String name : path.split("\\.", -1)) {
            Object here = at;
            if (!(here instanceof Map<?, ?> map)) {
                return type(here)
                        .map(type -> shown(here) + " is of the type " + type + ", expected map[string]interface{}");
            }
            if (map.get(name) == null) {
                return Optional.empty();
            }
            at = Objects.requireNonNull(map.get(name));
        }
        Object last = at;
        return last instanceof Long
                ? Optional.empty()
                : type(last).map(type -> shown(last) + " is of the type " + type + ", expected int64");
    }

    private static String shown(Object value) {
        return value instanceof String text ? text : Json.print(value);
    }

    private static Optional<String> type(Object value) {
        return switch (value) {
            case String _ -> Optional.of("string");
            case Boolean _ -> Optional.of("bool");
            case Long _ -> Optional.of("int64");
            case Double _ -> Optional.of("float64");
            default -> Optional.empty();
        };
    }
}
