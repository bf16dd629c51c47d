package dev.supercargo.kube.apiserver.schema;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Whether the `openAPIV3Schema` of a definition is structural and makes sense (kubernetes-api.md 9.2).
public final class SchemaChecks {
    private static final List<String> TYPES = List.of("array", "boolean", "integer", "number", "object", "string");
    private static final Set<String> SCALARS = Set.of("boolean", "integer", "number", "string");
    private static final List<String> NOT_SUPPORTED =
            List.of("$ref", "definitions", "dependencies", "patternProperties", "additionalItems", "id");
    private static final String UNIQUE =
            "uniqueItems cannot be set to true since the runtime complexity becomes quadratic";
    private static final String MAY_NOT_RESTRICT =
            "must not specify anything other than name and generateName, but metadata is implicitly specified";

    private final List<FieldError> errors = new ArrayList<>();

    private SchemaChecks() {}

    /// What is wrong with a schema that stands at `path`.
    public static List<FieldError> check(Map<String, Object> schema, String path) {
        var checks = new SchemaChecks();
        String type = Json.text(schema, "type").orElse("");
        if (type.isEmpty()) {
            checks.errors.add(FieldError.required(path + ".type", "must not be empty at the root"));
        } else if (!type.equals("object")) {
            checks.errors.add(FieldError.invalid(path + ".type", type, "must be object at the root"));
        }
        checks.metadata(schema, path);
        checks.node(schema, path, false);
        return checks.errors;
    }

    /// Formats that the validator does not know, sorted: worth a warning when a schema is written.
    public static List<String> unknownFormats(Map<String, Object> schema) {
        var formats = new TreeSet<String>();
        collectFormats(schema, formats);
        return formats.stream().filter(format -> !Formats.isKnown(format)).toList();
    }

    private static void collectFormats(@Nullable Object schema, Set<String> formats) {
        Json.text(schema, "format").filter(format -> !format.isEmpty()).ifPresent(formats::add);
        Json.object(schema, "properties").values().forEach(child -> collectFormats(child, formats));
        for (String below : List.of("items", "additionalProperties")) {
            Json.at(schema, below).filter(Map.class::isInstance).ifPresent(child -> collectFormats(child, formats));
        }
    }

    /// Metadata at the root may only be restricted in its names.
    private void metadata(Map<String, Object> root, String path) {
        Map<String, Object> metadata = Json.object(root, "properties", "metadata");
        boolean allowed = Set.of("type", "description", "properties").containsAll(metadata.keySet())
                && Set.of("name", "generateName")
                        .containsAll(Json.object(metadata, "properties").keySet());
        if (!allowed) {
            errors.add(FieldError.forbidden(path + ".properties[metadata]", MAY_NOT_RESTRICT));
        }
    }

    private void node(Map<String, Object> schema, String path, boolean isItem) {
        type(schema, path, isItem);
        unsupported(schema, path);
        extensions(schema, path);
        lists(schema, path);
        children(schema, path);
        values(schema, path);
        nestedParts(schema, path);
        defaultValue(schema, path);
    }

    private void type(Map<String, Object> schema, String path, boolean isItem) {
        String type = Json.text(schema, "type").orElse("");
        boolean typeless =
                flag(schema, "x-kubernetes-int-or-string") || flag(schema, "x-kubernetes-preserve-unknown-fields");
        if (!type.isEmpty() && !TYPES.contains(type)) {
            errors.add(FieldError.notSupported(path + ".type", type, TYPES));
        } else if (!type.isEmpty() && flag(schema, "x-kubernetes-int-or-string")) {
            errors.add(FieldError.invalid(path + ".type", type, "must be empty if x-kubernetes-int-or-string is true"));
        } else if (type.isEmpty() && !typeless && path.endsWith("]") && !isItem) {
            errors.add(FieldError.required(path + ".type", "must not be empty for specified object fields"));
        } else if (type.isEmpty() && !typeless && isItem) {
            errors.add(FieldError.required(path + ".type", "must not be empty for specified array items"));
        }
        if (type.equals("array") && !(schema.get("items") instanceof Map<?, ?>)) {
            errors.add(
                    schema.get("items") instanceof List<?>
                            ? FieldError.forbidden(path + ".items", "items must be a schema object and not an array")
                            : FieldError.required(path + ".items", "must be specified"));
        }
    }

    private void unsupported(Map<String, Object> schema, String path) {
        for (String keyword : NOT_SUPPORTED) {
            if (schema.get(keyword) != null) {
                errors.add(FieldError.forbidden(path + "." + keyword, keyword + " is not supported"));
            }
        }
        if (flag(schema, "uniqueItems")) {
            errors.add(FieldError.forbidden(path + ".uniqueItems", UNIQUE));
        }
        if (Boolean.FALSE.equals(schema.get("additionalProperties"))) {
            errors.add(FieldError.forbidden(
                    path + ".additionalProperties", "additionalProperties cannot be set to false"));
        }
        boolean declares = !Json.object(schema, "properties").isEmpty();
        if (declares && schema.get("additionalProperties") != null) {
            errors.add(FieldError.forbidden(
                    path + ".additionalProperties", "additionalProperties and properties are mutual exclusive"));
        }
    }

    private void extensions(Map<String, Object> schema, String path) {
        String type = Json.text(schema, "type").orElse("");
        if (Boolean.FALSE.equals(schema.get("x-kubernetes-preserve-unknown-fields"))) {
            errors.add(FieldError.invalid(
                    path + ".x-kubernetes-preserve-unknown-fields", false, "must be true or undefined"));
        }
        if (flag(schema, "x-kubernetes-embedded-resource")) {
            if (!type.equals("object")) {
                String problem = "must be object if x-kubernetes-embedded-resource is true";
                errors.add(FieldError.invalid(path + ".type", type, problem));
            }
            if (Json.object(schema, "properties").isEmpty() && !flag(schema, "x-kubernetes-preserve-unknown-fields")) {
                errors.add(FieldError.required(
                        path + ".properties",
                        "must not be empty if x-kubernetes-embedded-resource is true without "
                                + "x-kubernetes-preserve-unknown-fields"));
            }
        }
        Json.text(schema, "x-kubernetes-map-type").ifPresent(mapType -> {
            if (!type.equals("object")) {
                errors.add(FieldError.invalid(
                        path + ".type", type, "must be object if x-kubernetes-map-type is specified"));
            }
            if (!List.of("atomic", "granular").contains(mapType)) {
                errors.add(FieldError.notSupported(
                        path + ".x-kubernetes-map-type", mapType, List.of("atomic", "granular")));
            }
        });
    }

    private void lists(Map<String, Object> schema, String path) {
        String listType = Json.text(schema, "x-kubernetes-list-type").orElse("");
        List<Object> keys = Json.list(schema, "x-kubernetes-list-map-keys");
        String type = Json.text(schema, "type").orElse("");
        Map<String, Object> items = Json.object(schema, "items");
        if (!listType.isEmpty() && !type.equals("array")) {
            errors.add(
                    FieldError.invalid(path + ".type", type, "must be array if x-kubernetes-list-type is " + listType));
        }
        if (!keys.isEmpty() && !listType.equals("map")) {
            errors.add(FieldError.invalid(
                    path + ".x-kubernetes-list-type",
                    listType.isEmpty() ? null : listType,
                    "must be map if x-kubernetes-list-map-keys is non-empty"));
        }
        switch (listType) {
            case "", "atomic" -> {}
            case "set" -> setItems(items, path + ".items");
            case "map" -> mapItems(items, keys, path);
            default ->
                errors.add(FieldError.notSupported(
                        path + ".x-kubernetes-list-type", listType, List.of("atomic", "map", "set")));
        }
    }

    private void setItems(Map<String, Object> items, String path) {
        String itemType = Json.text(items, "type").orElse("");
        String kept = itemType.equals("array") ? "x-kubernetes-list-type" : "x-kubernetes-map-type";
        boolean needed = itemType.equals("array") || itemType.equals("object");
        if (needed && !"atomic".equals(items.get(kept))) {
            errors.add(FieldError.invalid(
                    path + "." + kept,
                    items.get(kept),
                    "must be atomic as item of a list with x-kubernetes-list-type=set"));
        }
    }

    private void mapItems(Map<String, Object> items, List<Object> keys, String path) {
        if (keys.isEmpty()) {
            errors.add(FieldError.required(
                    path + ".x-kubernetes-list-map-keys", "must not be empty if x-kubernetes-list-type is map"));
        }
        if (!Json.text(items, "type").orElse("").equals("object")) {
            errors.add(FieldError.invalid(
                    path + ".items.type",
                    Json.text(items, "type").orElse(""),
                    "must be object if parent array's x-kubernetes-list-type is map"));
        }
        var seen = new LinkedHashSet<Object>();
        for (int i = 0; i < keys.size(); i++) {
            String key = String.valueOf(keys.get(i));
            String at = path + ".x-kubernetes-list-map-keys[" + i + "]";
            Optional<Object> property = Json.at(items, "properties", key);
            if (property.isEmpty()) {
                errors.add(FieldError.invalid(at, key, "entries must all be names of item properties"));
            } else {
                key(items, key, property.get(), path);
            }
            if (!seen.add(key)) {
                errors.add(FieldError.duplicate(at, key));
            }
        }
    }

    private void key(Map<String, Object> items, String key, Object property, String path) {
        String at = path + ".items.properties[" + key + "]";
        String type = Json.text(property, "type").orElse("");
        if (!SCALARS.contains(type)) {
            errors.add(FieldError.invalid(
                    at + ".type", type, "must be a scalar type if parent array's x-kubernetes-list-type is map"));
        }
        boolean present = Json.list(items, "required").contains(key)
                || Json.at(property, "default").isPresent();
        if (!present) {
            errors.add(
                    FieldError.required(
                            at + ".default",
                            "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"));
        }
    }

    private void children(Map<String, Object> schema, String path) {
        Json.object(schema, "properties").forEach((name, child) -> {
            if (child instanceof Map<?, ?>) {
                node(Json.asObject(child), path + ".properties[" + name + "]", false);
            }
        });
        if (schema.get("items") instanceof Map<?, ?> items) {
            node(Json.asObject(items), path + ".items", true);
        }
        if (schema.get("additionalProperties") instanceof Map<?, ?> values) {
            node(Json.asObject(values), path + ".additionalProperties", true);
        }
    }

    private void values(Map<String, Object> schema, String path) {
        Json.text(schema, "pattern")
                .flatMap(GoPattern::problem)
                .ifPresent(problem -> errors.add(FieldError.invalid(
                        path + ".pattern",
                        schema.get("pattern"),
                        "must be a valid regular expression, but isn't: " + problem)));
    }

    private void nestedParts(Map<String, Object> schema, String path) {
        errors.addAll(NestedChecks.check(schema, path));
    }

    private void defaultValue(Map<String, Object> schema, String path) {
        Object given = schema.get("default");
        if (given == null) {
            return;
        }
        String at = path + ".default";
        var structure = StructuralSchema.of(schema);
        Object copy = Json.copyOf(given);
        if (copy instanceof Map<?, ?> map
                && !structure.pruneValue(Json.asObject(map)).isEmpty()) {
            errors.add(FieldError.invalid(at, given, "must not have unknown fields"));
        } else {
            errors.addAll(Validation.validate(structure, at, given, Old.NONE));
        }
    }

    private static boolean flag(Map<String, Object> schema, String name) {
        return Boolean.TRUE.equals(schema.get(name));
    }
}
