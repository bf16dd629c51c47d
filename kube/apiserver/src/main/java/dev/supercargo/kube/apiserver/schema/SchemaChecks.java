package dev.supercargo.kube.apiserver.schema;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Whether the `openAPIV3Schema` of a definition is structural and makes sense (kubernetes-api.md 9.2): keywords
/// ([KeywordChecks]); structure, where all keywords are supported; defaults, where the structure is sound.
public final class SchemaChecks {
    private static final List<String> TYPES = List.of("array", "boolean", "integer", "number", "object", "string");
    private static final String MAY_NOT_RESTRICT =
            "must not specify anything other than name and generateName, but metadata is implicitly specified";

    private static final List<String> BELOW = List.of("items", "additionalProperties");

    private final List<FieldError> errors = new ArrayList<>();

    private SchemaChecks() {}

    /// What is wrong with a schema that stands at `path`.
    public static List<FieldError> check(Map<String, Object> schema, String path) {
        var keywords = new KeywordChecks();
        keywords.node(schema, path);
        if (keywords.foundUnsupported()) {
            return keywords.errors();
        }
        var checks = new SchemaChecks();
        checks.root(schema, path);
        checks.structure(schema, path, Place.ROOT);
        if (checks.errors.isEmpty()) {
            checks.defaults(schema, path);
        }
        checks.errors.addAll(0, keywords.errors());
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

    private void root(Map<String, Object> root, String path) {
        String type = Json.text(root, "type").orElse("");
        if (type.isEmpty()) {
            errors.add(FieldError.required(path + ".type", "must not be empty at the root"));
        } else if (!type.equals("object")) {
            errors.add(FieldError.invalid(path + ".type", type, "must be object at the root"));
        }
        if (root.get("additionalProperties") != null) {
            errors.add(FieldError.forbidden(path + ".additionalProperties", "must not be used at the root"));
        }
        resourceFields(root, path);
        Map<String, Object> metadata = Json.object(root, "properties", "metadata");
        boolean allowed = Set.of("type", "properties").containsAll(metadata.keySet())
                && Set.of("name", "generateName")
                        .containsAll(Json.object(metadata, "properties").keySet());
        if (!allowed) {
            errors.add(FieldError.forbidden(path + ".properties[metadata]", MAY_NOT_RESTRICT));
        }
        if (Boolean.TRUE.equals(root.get("nullable"))) {
            errors.add(FieldError.forbidden(path + ".nullable", "nullable cannot be true at the root"));
        }
        errors.addAll(NestedChecks.missingOutside(root, path));
    }

    /// What every resource has must be of the type that it has.
    private void resourceFields(Map<String, Object> schema, String path) {
        for (String field : List.of("kind", "apiVersion", "metadata")) {
            String wanted = field.equals("metadata") ? "object" : "string";
            String type = Json.text(schema, "properties", field, "type").orElse("");
            if (Json.at(schema, "properties", field).isPresent() && !type.equals(wanted)) {
                errors.add(FieldError.invalid(path + ".properties[" + field + "].type", type, "must be " + wanted));
            }
        }
    }

    /// Where a node stands.
    private enum Place {
        ROOT,
        FIELD,
        ITEM
    }

    private void structure(Map<String, Object> schema, String path, Place place) {
        type(schema, path, place);
        errors.addAll(NestedChecks.forbidden(schema, path));
        each(schema, path, (child, at) -> structure(child, at, at.endsWith(".items") ? Place.ITEM : Place.FIELD));
    }

    private void type(Map<String, Object> schema, String path, Place place) {
        String type = Json.text(schema, "type").orElse("");
        boolean typeless = place == Place.ROOT
                || Boolean.TRUE.equals(schema.get("x-kubernetes-int-or-string"))
                || Boolean.TRUE.equals(schema.get("x-kubernetes-preserve-unknown-fields"))
                || Boolean.TRUE.equals(schema.get("x-kubernetes-embedded-resource"));
        if (!type.isEmpty() && !TYPES.contains(type)) {
            errors.add(FieldError.notSupported(path + ".type", type, TYPES));
        } else if (type.isEmpty() && !typeless) {
            String what = place == Place.ITEM ? "array items" : "object fields";
            errors.add(FieldError.required(path + ".type", "must not be empty for specified " + what));
        }
        if (type.equals("array") && schema.get("items") == null) {
            errors.add(FieldError.required(path + ".items", "must be specified"));
        }
    }

    private interface Visitor {
        void visit(Map<String, Object> node, String path);
    }

    private static void each(Map<String, Object> schema, String path, Visitor visitor) {
        Json.object(schema, "properties").forEach((name, child) -> {
            if (child instanceof Map<?, ?>) {
                visitor.visit(Json.asObject(child), path + ".properties[" + name + "]");
            }
        });
        for (String below : BELOW) {
            if (schema.get(below) instanceof Map<?, ?> child) {
                visitor.visit(Json.asObject(child), path + "." + below);
            }
        }
    }

    private void defaults(Map<String, Object> schema, String path) {
        defaultValue(schema, path);
        each(schema, path, this::defaults);
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
}
