package dev.supercargo.kube.apiserver.apply;

import dev.supercargo.kube.apiserver.openapi.BuiltinSchemas;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A place of a schema, seen for ownership: into which parts can a value here be divided?
record SchemaNode(StructuralSchema schema, boolean isResource) {
    private static final StructuralSchema TEXT = StructuralSchema.of(Map.of("type", "string"));

    /// How a value is divided.
    enum Shape {
        /// By key; each value is a place.
        MAP,
        /// By the keys of its elements.
        KEYED_LIST,
        /// By the values of its elements.
        SET,
        /// Not at all.
        LEAF
    }

    /// The root of a kind: `apiVersion`, `kind` and `metadata` are known whatever the schema says.
    static SchemaNode root(StructuralSchema schema) {
        return new SchemaNode(schema, true);
    }

    private static SchemaNode of(StructuralSchema schema) {
        return new SchemaNode(schema, schema.isEmbeddedResource());
    }

    Shape shape(@Nullable Object value) {
        if (value instanceof Map<?, ?> && isMap()) {
            return Shape.MAP;
        }
        if (value instanceof List<?> && schema.type().equals("array")) {
            return switch (schema.listType()) {
                case "map" -> Shape.KEYED_LIST;
                case "set" -> Shape.SET;
                default -> Shape.LEAF;
            };
        }
        return Shape.LEAF;
    }

    /// Whether no value here is ever divided.
    boolean isAlwaysLeaf() {
        boolean divided = isMap()
                || (schema.type().equals("array") && Set.of("map", "set").contains(schema.listType()));
        return !divided;
    }

    /// Maps, and values of whatever type: these are divided if they happen to be maps.
    private boolean isMap() {
        boolean mayBeMap =
                isResource || schema.type().equals("object") || (schema.type().isEmpty() && !schema.isIntOrString());
        return mayBeMap && !schema.mapType().equals("atomic");
    }

    /// Whether the schema names the field, rather than allowing any key.
    boolean declares(String name) {
        return isResourceField(name) || schema.properties().containsKey(name);
    }

    boolean isResourceField(String name) {
        return isResource && (name.equals("apiVersion") || name.equals("kind") || name.equals("metadata"));
    }

    /// The node of a field; empty where there may be none of that name.
    Optional<SchemaNode> field(String name) {
        if (isResourceField(name)) {
            return Optional.of(of(name.equals("metadata") ? BuiltinSchemas.objectMeta() : TEXT));
        }
        boolean open = schema.properties().isEmpty()
                && schema.additionalProperties().isEmpty()
                && !isResource; // an object of which nothing is said
        return open
                ? Optional.of(of(StructuralSchema.any()))
                : schema.property(name).map(SchemaNode::of);
    }

    /// The node of a list's elements.
    SchemaNode element() {
        return of(schema.items());
    }

    /// The node one step down; empty where this node has no such step.
    Optional<SchemaNode> child(PathElement step) {
        return switch (step) {
            case PathElement.Field(var name) -> isMap() ? field(name) : Optional.empty();
            case PathElement.Key _ -> isList("map") ? Optional.of(element()) : Optional.empty();
            case PathElement.Value _ -> isList("set") ? Optional.of(element()) : Optional.empty();
            case PathElement.Index _ -> Optional.empty();
        };
    }

    private boolean isList(String type) {
        return schema.type().equals("array") && schema.listType().equals(type);
    }

    /// The parts of a value, by the step that leads to each, in order. Of elements with the same step the
    /// first counts.
    Map<PathElement, Part> parts(@Nullable Object value) {
        var parts = new LinkedHashMap<PathElement, Part>();
        switch (shape(value)) {
            case MAP ->
                Json.asObject(value)
                        .forEach((name, item) -> field(name)
                                .ifPresent(node -> parts.put(new PathElement.Field(name), new Part(node, item))));
            case KEYED_LIST ->
                Json.asList(value)
                        .forEach(item ->
                                keyOf(item).ifPresent(key -> parts.putIfAbsent(key, new Part(element(), item))));
            case SET ->
                Json.asList(value)
                        .forEach(item -> parts.putIfAbsent(new PathElement.Value(item), new Part(element(), item)));
            case LEAF -> {
                // no parts
            }
        }
        return parts;
    }

    /// A part of a value.
    record Part(SchemaNode node, @Nullable Object value) {}

    /// What identifies an element of a keyed list: the values of its keys, or their defaults; empty where it
    /// has none.
    Optional<PathElement> keyOf(@Nullable Object element) {
        if (!(element instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        var keys = new TreeMap<String, Object>();
        for (String name : schema.listMapKeys()) {
            Object value = map.get(name);
            if (value == null) {
                StructuralSchema declared = schema.items().properties().get(name);
                value = declared == null ? null : declared.tree().get("default");
            }
            if (value != null) {
                keys.put(name, value);
            }
        }
        return keys.isEmpty() ? Optional.empty() : Optional.of(new PathElement.Key(keys));
    }

    /// Structures that are held by value, and lists and maps that must be there.
    private void addAlwaysThere(Map<String, Object> object, String name, StructuralSchema child) {
        if (child.tree().get("default") instanceof Map<?, ?> map && map.isEmpty()) {
            Json.putNullable(object, name, of(child).withStructures(new LinkedHashMap<String, Object>()));
        } else if (schema.required().contains(name)
                && (child.type().equals("array") || child.additionalProperties().isPresent())) {
            Json.putNullable(object, name, null);
        }
    }

    /// A copy of an object in which the parts are present that every object of a built-in kind has, though
    /// perhaps empty: they are never introduced by a write.
    @Nullable
    Object withStructures(@Nullable Object value) {
        return switch (shape(value)) {
            case MAP -> {
                var copy = new LinkedHashMap<String, Object>();
                Json.asObject(value)
                        .forEach((name, item) -> Json.putNullable(
                                copy,
                                name,
                                field(name)
                                        .map(node -> node.withStructures(item))
                                        .orElse(item)));
                schema.properties().forEach((name, child) -> {
                    if (!copy.containsKey(name) && !isResourceField(name)) {
                        addAlwaysThere(copy, name, child);
                    }
                });
                yield copy;
            }
            case KEYED_LIST, SET -> {
                var copy = new ArrayList<@Nullable Object>();
                Json.asList(value).forEach(item -> copy.add(element().withStructures(item)));
                yield copy;
            }
            case LEAF -> value;
        };
    }
}
