package dev.supercargo.kube.apiserver.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a value has the JSON type that its schema asks for (kubernetes-api.md 9.4).
final class Types {
    private Types() {}

    static Optional<FieldError> problem(StructuralSchema schema, String name, String path, @Nullable Object value) {
        List<String> wanted = wanted(schema);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        if (value == null) {
            return schema.nullable() ? Optional.empty() : wrong(name, path, String.join(",", wanted), "null");
        }
        String type = typeOf(value);
        boolean fits = wanted.contains(type) || fitsAsNumber(wanted, value);
        String format = schema.format();
        boolean formatted = !format.isEmpty() && !schema.isIntOrString();
        if (formatted && !(value instanceof String) && !(value instanceof List<?>) && !fits) {
            return wrong(name, path, format, formatOf(value));
        }
        if (formatted && value instanceof String && !wanted.contains("integer") && !wanted.contains("number")) {
            return Optional.empty(); // the format decides
        }
        return fits ? Optional.empty() : wrong(name, path, String.join(",", wanted), type);
    }

    private static List<String> wanted(StructuralSchema schema) {
        if (schema.isIntOrString()) {
            return List.of("integer", "string");
        }
        return schema.type().isEmpty() ? List.of() : List.of(schema.type());
    }

    private static boolean fitsAsNumber(List<String> wanted, Object value) {
        return switch (value) {
            case Long _ -> wanted.contains("number");
            case Double number -> wanted.contains("integer") && number == Math.rint(number);
            default -> false;
        };
    }

    private static String typeOf(Object value) {
        return switch (value) {
            case String _ -> "string";
            case Boolean _ -> "boolean";
            case Long _ -> "integer";
            case Number _ -> "number";
            case List<?> _ -> "array";
            case Map<?, ?> _ -> "object";
            default -> "unknown";
        };
    }

    private static String formatOf(Object value) {
        return switch (value) {
            case Long _ -> "int64";
            case Number _ -> "float64";
            default -> "";
        };
    }

    private static Optional<FieldError> wrong(String name, String path, String wanted, String got) {
        String text = name + " in body must be of type " + wanted + ": " + FieldError.quote(got);
        return Optional.of(FieldError.typeInvalid(path, got, text));
    }
}
