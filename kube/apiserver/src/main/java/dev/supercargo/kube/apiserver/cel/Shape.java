package dev.supercargo.kube.apiserver.cel;

import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How large a value may be: what its schema says of it, and the most characters or elements it can
/// have in one request.
record Shape(Optional<StructuralSchema> schema, double size) {
    /// The largest request, in bytes.
    static final double REQUEST = 3 * 1024 * 1024;

    static final Shape SCALAR = new Shape(Optional.empty(), 1);

    static Shape of(StructuralSchema schema) {
        return new Shape(Optional.of(schema), maxSize(schema));
    }

    static Shape sized(double size) {
        return new Shape(Optional.empty(), size);
    }

    /// The shape of a property; rules spell its name as an identifier.
    Shape select(String identifier) {
        return schema.flatMap(node -> node.properties().entrySet().stream()
                        .filter(entry ->
                                Identifiers.escape(entry.getKey()).orElse("").equals(identifier))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .or(node::additionalProperties))
                .map(Shape::of)
                .orElse(SCALAR);
    }

    /// The shape of one element of a list, or of one value of a map.
    Shape element() {
        return schema.map(node -> node.type().equals("array")
                        ? of(node.items())
                        : node.additionalProperties().map(Shape::of).orElse(SCALAR))
                .orElse(SCALAR);
    }

    /// What a rule's loop variable is: an element of a list, or a key of a map.
    Shape loopVariable() {
        boolean isMap = schema.filter(node -> node.type().equals("object")).isPresent();
        return isMap ? sized(REQUEST / Math.max(1, size)) : element();
    }

    static double maxSize(StructuralSchema schema) {
        return switch (schema.type()) {
            case "string" -> maxLength(schema);
            case "array" -> count(schema, "maxItems").orElse(REQUEST / (minBytes(schema.items()) + 1));
            case "object" ->
                schema.additionalProperties()
                        .map(values -> count(schema, "maxProperties").orElse(REQUEST / (minBytes(values) + 6)))
                        .orElse((double) schema.properties().size());
            default -> 1;
        };
    }

    private static double maxLength(StructuralSchema schema) {
        List<Object> values = Json.list(schema.tree(), "enum");
        if (!values.isEmpty()) {
            return values.stream()
                    .mapToInt(value -> String.valueOf(value).length())
                    .max()
                    .orElse(1);
        }
        double unlimited = switch (schema.format()) {
            case "date", "date-time", "duration" -> 32;
            default -> REQUEST;
        };
        return count(schema, "maxLength").orElse(unlimited);
    }

    private static Optional<Double> count(StructuralSchema schema, String name) {
        return schema.tree().get(name) instanceof Number number
                ? Optional.of(Math.max(0, number.doubleValue()))
                : Optional.empty();
    }

    /// The fewest bytes that a value takes in a request.
    static double minBytes(StructuralSchema schema) {
        return switch (schema.type()) {
            case "string", "array" -> 2;
            case "boolean" -> 4;
            case "object" ->
                2
                        + schema.required().stream()
                                .filter(name -> schema.properties().containsKey(name))
                                .mapToDouble(name -> name.length()
                                        + 4
                                        + minBytes(schema.properties().getOrDefault(name, StructuralSchema.any())))
                                .sum();
            default -> 1;
        };
    }
}
