package dev.supercargo.kube.apiserver.schema;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a node demands of a value beside its type: limits, enum, pattern and combinations, read once from the tree.
record Constraints(
        Map<String, Object> limits,
        List<Object> values,
        Optional<GoPattern> pattern,
        List<StructuralSchema> allOf,
        List<StructuralSchema> anyOf,
        List<StructuralSchema> oneOf,
        Optional<StructuralSchema> not) {
    static Constraints of(Map<String, Object> tree, Function<String, Map<String, Object>> definitions) {
        Optional<StructuralSchema> not = tree.get("not") instanceof Map<?, ?> child
                ? Optional.of(StructuralSchema.of(Json.asObject(child), definitions))
                : Optional.empty();
        Optional<GoPattern> pattern =
                tree.get("pattern") instanceof String text ? GoPattern.compile(text) : Optional.empty();
        return new Constraints(
                tree,
                Json.list(tree, "enum"),
                pattern,
                alternatives(tree.get("allOf"), definitions),
                alternatives(tree.get("anyOf"), definitions),
                alternatives(tree.get("oneOf"), definitions),
                not);
    }

    private static List<StructuralSchema> alternatives(
            @Nullable Object given, Function<String, Map<String, Object>> definitions) {
        var schemas = new ArrayList<StructuralSchema>();
        if (given instanceof List<?> list) {
            list.forEach(item -> schemas.add(StructuralSchema.of(Json.asObject(item), definitions)));
        }
        return schemas;
    }

    /// A whole number such as `maxLength`, where the schema has it.
    Optional<Long> count(String name) {
        return number(name).map(Number::longValue);
    }

    /// A number such as `minimum`, where the schema has it.
    Optional<Number> number(String name) {
        return limits.get(name) instanceof Number number ? Optional.of(number) : Optional.empty();
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(limits.get(name));
    }
}
