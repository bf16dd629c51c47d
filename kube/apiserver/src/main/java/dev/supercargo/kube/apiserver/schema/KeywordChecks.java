package dev.supercargo.kube.apiserver.schema;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Whether the keywords of a schema are supported and fit each other, node by node, nested parts included
/// (kubernetes-api.md 9.2).
final class KeywordChecks {
    private static final Set<String> SCALARS = Set.of("boolean", "integer", "number", "string");
    private static final List<String> NOT_SUPPORTED =
            List.of("$ref", "definitions", "dependencies", "patternProperties", "additionalItems", "id");
    private static final String UNIQUE =
            "uniqueItems cannot be set to true since the runtime complexity becomes quadratic";
    private static final List<String> LIST_TYPES = List.of("atomic", "set", "map");
    private static final List<String> MAP_TYPES = List.of("atomic", "granular");

    private final List<FieldError> basic = new ArrayList<>();
    private final List<FieldError> errors = new ArrayList<>();
    private boolean unsupported;

    /// What is wrong; where keywords are not supported, only that and what is wrong with kinds of lists and maps.
    List<FieldError> errors() {
        return unsupported
                ? basic
                : Stream.concat(basic.stream(), errors.stream()).toList();
    }

    /// Whether there are keywords without which the schema cannot be understood.
    boolean foundUnsupported() {
        return unsupported;
    }

    void node(Map<String, Object> schema, String path) {
        supported(schema, path);
        pattern(schema, path);
        flags(schema, path);
        lists(schema, path);
        Json.object(schema, "properties").forEach((name, child) -> {
            if (child instanceof Map<?, ?>) {
                node(Json.asObject(child), path + ".properties[" + name + "]");
            }
        });
        for (String below : List.of("items", "additionalProperties", "not")) {
            if (schema.get(below) instanceof Map<?, ?> child) {
                node(Json.asObject(child), path + "." + below);
            }
        }
        for (String parts : List.of("allOf", "anyOf", "oneOf")) {
            List<Object> list = Json.list(schema, parts);
            for (int i = 0; i < list.size(); i++) {
                node(Json.asObject(list.get(i)), path + "." + parts + "[" + i + "]");
            }
        }
    }

    private void supported(Map<String, Object> schema, String path) {
        for (String keyword : NOT_SUPPORTED) {
            if (schema.get(keyword) != null) {
                unsupported = true;
                basic.add(FieldError.forbidden(path + "." + keyword, keyword + " is not supported"));
            }
        }
        if (schema.get("items") instanceof List<?>) {
            unsupported = true;
            basic.add(FieldError.forbidden(path + ".items", "items must be a schema object and not an array"));
        }
        if (flag(schema, "uniqueItems")) {
            basic.add(FieldError.forbidden(path + ".uniqueItems", UNIQUE));
        }
        Object additional = schema.get("additionalProperties");
        boolean restricts = additional instanceof Map<?, ?> || Boolean.FALSE.equals(additional);
        if (restricts && !Json.object(schema, "properties").isEmpty()) {
            errors.add(FieldError.forbidden(
                    path + ".additionalProperties", "additionalProperties and properties are mutual exclusive"));
        }
    }

    private void pattern(Map<String, Object> schema, String path) {
        Json.text(schema, "pattern")
                .flatMap(GoPattern::problem)
                .ifPresent(problem -> errors.add(FieldError.invalid(
                        path + ".pattern",
                        schema.get("pattern"),
                        "must be a valid regular expression, but isn't: " + problem)));
    }

    private void flags(Map<String, Object> schema, String path) {
        if (Boolean.FALSE.equals(schema.get("x-kubernetes-preserve-unknown-fields"))) {
            unsupported = true;
            basic.add(FieldError.invalid(
                    path + ".x-kubernetes-preserve-unknown-fields", false, "must be true or undefined"));
        }
        if (flag(schema, "x-kubernetes-int-or-string")) {
            for (String other : List.of("x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource")) {
                if (flag(schema, other)) {
                    errors.add(FieldError.invalid(
                            path + "." + other, true, "must be false if x-kubernetes-int-or-string is true"));
                }
            }
        }
        if (flag(schema, "x-kubernetes-embedded-resource")) {
            needsType(errors, schema, path, "object", "must be object if x-kubernetes-embedded-resource is true");
            if (schema.get("additionalProperties") != null) {
                errors.add(FieldError.forbidden(
                        path + ".additionalProperties", "must not be used if x-kubernetes-embedded-resource is set"));
            }
            if (Json.object(schema, "properties").isEmpty() && !flag(schema, "x-kubernetes-preserve-unknown-fields")) {
                errors.add(FieldError.required(
                        path + ".properties",
                        "must not be empty if x-kubernetes-embedded-resource is true without "
                                + "x-kubernetes-preserve-unknown-fields"));
            }
        }
        Json.text(schema, "x-kubernetes-map-type").ifPresent(mapType -> {
            needsType(basic, schema, path, "object", "must be object if x-kubernetes-map-type is specified");
            if (!MAP_TYPES.contains(mapType)) {
                basic.add(FieldError.notSupported(path + ".x-kubernetes-map-type", mapType, MAP_TYPES));
            }
        });
    }

    private static void needsType(
            List<FieldError> into, Map<String, Object> schema, String path, String wanted, String text) {
        String type = Json.text(schema, "type").orElse("");
        if (type.isEmpty()) {
            into.add(FieldError.required(path + ".type", text));
        } else if (!type.equals(wanted)) {
            into.add(FieldError.invalid(path + ".type", type, text));
        }
    }

    private void lists(Map<String, Object> schema, String path) {
        String listType = Json.text(schema, "x-kubernetes-list-type").orElse("");
        List<Object> keys = Json.list(schema, "x-kubernetes-list-map-keys");
        if (!listType.isEmpty()) {
            needsType(basic, schema, path, "array", "must be array if x-kubernetes-list-type is specified");
        }
        if (!listType.isEmpty() && !LIST_TYPES.contains(listType)) {
            basic.add(FieldError.notSupported(path + ".x-kubernetes-list-type", listType, LIST_TYPES));
        }
        if (!keys.isEmpty() && !listType.equals("map")) {
            String text = "must be map if x-kubernetes-list-map-keys is non-empty";
            String at = path + ".x-kubernetes-list-type";
            basic.add(listType.isEmpty() ? FieldError.required(at, text) : FieldError.invalid(at, listType, text));
        }
        boolean hasItems = schema.get("items") instanceof Map<?, ?>;
        Map<String, Object> items = Json.object(schema, "items");
        if (listType.equals("set") && hasItems) {
            setItems(items, path + ".items");
        } else if (listType.equals("map")) {
            mapItems(items, hasItems, keys, path);
        }
    }

    private void setItems(Map<String, Object> items, String path) {
        if (flag(items, "nullable")) {
            basic.add(
                    FieldError.forbidden(path + ".nullable", "cannot be nullable when x-kubernetes-list-type is set"));
        }
        String itemType = Json.text(items, "type").orElse("");
        String kept = itemType.equals("array") ? "x-kubernetes-list-type" : "x-kubernetes-map-type";
        boolean needed = itemType.equals("array") || itemType.equals("object");
        if (needed && !"atomic".equals(items.get(kept))) {
            basic.add(FieldError.invalid(
                    path + "." + kept,
                    items.get(kept),
                    "must be atomic as item of a list with x-kubernetes-list-type=set"));
        }
    }

    private void mapItems(Map<String, Object> items, boolean hasItems, List<Object> keys, String path) {
        if (keys.isEmpty()) {
            basic.add(FieldError.required(
                    path + ".x-kubernetes-list-map-keys", "must not be empty if x-kubernetes-list-type is map"));
        }
        if (!hasItems) {
            basic.add(FieldError.required(path + ".items", "must have a schema if x-kubernetes-list-type is map"));
            return;
        }
        if (flag(items, "nullable")) {
            basic.add(FieldError.forbidden(
                    path + ".items.nullable", "cannot be nullable when x-kubernetes-list-type is map"));
        }
        String itemType = Json.text(items, "type").orElse("");
        if (!itemType.equals("object")) {
            basic.add(FieldError.invalid(
                    path + ".items.type", itemType, "must be object if parent array's x-kubernetes-list-type is map"));
        }
        var seen = new LinkedHashSet<Object>();
        for (int i = 0; i < keys.size(); i++) {
            String key = String.valueOf(keys.get(i));
            String at = path + ".x-kubernetes-list-map-keys[" + i + "]";
            Optional<Object> property = Json.at(items, "properties", key);
            if (property.isEmpty()) {
                basic.add(FieldError.invalid(
                        path + ".x-kubernetes-list-map-keys", keys, "entries must all be names of item properties"));
            } else {
                key(items, key, property.get(), path);
            }
            if (!seen.add(key)) {
                basic.add(FieldError.duplicate(at, key));
            }
        }
    }

    private void key(Map<String, Object> items, String key, Object property, String path) {
        String at = path + ".items.properties[" + key + "]";
        String type = Json.text(property, "type").orElse("");
        if (!SCALARS.contains(type)) {
            basic.add(FieldError.invalid(
                    at + ".type", type, "must be a scalar type if parent array's x-kubernetes-list-type is map"));
        }
        boolean present = Json.list(items, "required").contains(key)
                || Json.at(property, "default").isPresent();
        if (!present) {
            basic.add(
                    FieldError.required(
                            at + ".default",
                            "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"));
        }
    }

    private static boolean flag(Map<String, Object> schema, String name) {
        return Boolean.TRUE.equals(schema.get(name));
    }
}
