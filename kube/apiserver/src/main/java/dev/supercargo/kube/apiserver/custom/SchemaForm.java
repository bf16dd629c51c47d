package dev.supercargo.kube.apiserver.custom;

import dev.supercargo.meta.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The one form in which the schemas of definitions are stored: what says nothing is left out (empty texts, lists and
/// maps, `false`), as Kubernetes' types do.
public final class SchemaForm {
    /// Keywords whose values are data, not schema.
    private static final Set<String> DATA = Set.of("default", "example", "enum");
    /// Keywords for which `false` or emptiness is something to say.
    private static final Set<String> MEANT = Set.of(
            "additionalProperties", "items", "not", "x-kubernetes-preserve-unknown-fields", "optionalOldSelf", "rule");
    private static final List<String> MAPS = List.of("properties", "patternProperties", "definitions", "dependencies");
    private static final List<String> ONE = List.of("items", "additionalProperties", "not");
    private static final List<String> MANY = List.of("allOf", "anyOf", "oneOf", "x-kubernetes-validations");

    private SchemaForm() {}

    /// Brings the schemas of a definition into that form, in place.
    public static void tidy(Map<String, Object> definition) {
        for (Object version : Json.list(definition, "spec", "versions")) {
            Json.at(version, "schema", "openAPIV3Schema").ifPresent(SchemaForm::node);
        }
    }

    private static void node(@Nullable Object tree) {
        if (!(tree instanceof Map<?, ?> map)) {
            return;
        }
        Map<String, Object> schema = Json.asObject(map);
        MAPS.forEach(name -> Json.object(schema, name).values().forEach(SchemaForm::node));
        ONE.forEach(name -> node(schema.get(name)));
        MANY.forEach(name -> Json.list(schema, name).forEach(SchemaForm::node));
        schema.entrySet()
                .removeIf(entry -> !DATA.contains(entry.getKey())
                        && !MEANT.contains(entry.getKey())
                        && saysNothing(entry.getValue()));
        if (schema.get("enum") instanceof Collection<?> values && values.isEmpty()) {
            schema.remove("enum");
        }
    }

    private static boolean saysNothing(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case String text -> text.isEmpty();
            case Boolean flag -> !flag;
            case Collection<?> list -> list.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            default -> false;
        };
    }
}
