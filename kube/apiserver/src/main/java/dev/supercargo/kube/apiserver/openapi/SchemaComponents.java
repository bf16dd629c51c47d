package dev.supercargo.kube.apiserver.openapi;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.ResourceType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The schemas of one document: those of the kinds it serves and all that these refer to.
final class SchemaComponents {
    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private static final Map<String, Object> API_VERSION =
            text("APIVersion defines the versioned schema of this representation of an object."
                    + " Servers should convert recognized schemas to the latest internal value, and may reject unrecognized"
                    + " values. More info:"
                    + " https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources");
    private static final Map<String, Object> KIND = text(
            "Kind is a string value representing the REST resource this object represents."
                    + " Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In"
                    + " CamelCase. More info:"
                    + " https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds");

    private final String prefix;
    private final Map<String, Object> schemas = new TreeMap<>();

    /// `prefix` is what a reference starts with, such as `#/components/schemas/`.
    SchemaComponents(String prefix) {
        this.prefix = prefix;
    }

    Map<String, Object> schemas() {
        return schemas;
    }

    /// The name of a kind's schema: the published one, or made of the group read backwards.
    static String name(ResourceType type) {
        return name(type, type.kind());
    }

    private static String name(ResourceType type, String kind) {
        return BuiltinSchemas.definitionName(type.group(), type.version(), kind).orElseGet(() -> {
            var parts = new ArrayList<>(Arrays.asList(type.group().split("\\.")));
            Collections.reverse(parts);
            return String.join(".", parts) + "." + type.version() + "." + kind;
        });
    }

    static String listName(ServedResource resource) {
        return name(resource.type(), resource.listKind());
    }

    Map<String, Object> reference(String name) {
        return object("$ref", prefix + name);
    }

    /// Adds what a resource needs.
    void add(ServedResource resource) {
        if (resource.isCustom()) {
            schemas.put(name(resource.type()), custom(resource));
            schemas.put(listName(resource), list(resource));
        } else {
            addBuiltin(name(resource.type()));
            addBuiltin(listName(resource));
        }
        resource.parts().forEach(part -> addBuiltin(name(part.type())));
        for (String type : List.of("DeleteOptions", "Status", "Patch", "WatchEvent", "ListMeta", "ObjectMeta")) {
            addBuiltin(META + type);
        }
    }

    /// A built-in definition with all that it refers to; unknown names are left out.
    void addBuiltin(String name) {
        Object definition = BuiltinSchemas.definitions().get(name);
        if (definition != null && !schemas.containsKey(name)) {
            schemas.put(name, true); // while it is under way: definitions may refer to themselves
            schemas.put(name, published(definition));
        }
    }

    /// The published form: references with their prefix, in an `allOf` where something stands beside them.
    private Object published(Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> publishedObject(Json.asObject(map));
            case List<?> list -> list.stream().map(this::published).toList();
            default -> tree;
        };
    }

    private Map<String, Object> publishedObject(Map<String, Object> map) {
        var out = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> {
            if (!key.equals("$ref") || !(value instanceof String)) {
                boolean data = key.equals("default") || key.equals("enum");
                Json.putNullable(out, key, data ? value : published(value));
            }
        });
        if (map.get("$ref") instanceof String name) {
            addBuiltin(name);
            if (out.isEmpty()) {
                return reference(name);
            }
            out.put("allOf", List.of(reference(name)));
        }
        return out;
    }

    private Map<String, Object> custom(ServedResource resource) {
        Map<String, Object> schema = node(Json.copy(resource.schema()), true);
        schema.put(
                "x-kubernetes-group-version-kind",
                List.of(groupVersionKind(resource.type(), resource.type().kind())));
        if (!resource.selectableFields().isEmpty()) {
            schema.put(
                    "x-kubernetes-selectable-fields",
                    resource.selectableFields().stream()
                            .map(field -> object("fieldPath", field))
                            .toList());
        }
        return schema;
    }

    /// Says of resources, also embedded ones, what they have beside their declared properties, and of
    /// int-or-strings what they may be.
    private Map<String, Object> node(Map<String, Object> schema, boolean isResource) {
        Map<String, Object> properties = Json.object(schema, "properties");
        if (!properties.isEmpty()) {
            properties.replaceAll(
                    (_, child) -> child instanceof Map<?, ?> map ? node(Json.asObject(map), false) : child);
        }
        for (String below : List.of("items", "additionalProperties")) {
            if (schema.get(below) instanceof Map<?, ?> child) {
                schema.put(below, node(Json.asObject(child), false));
            }
        }
        boolean embedded = Boolean.TRUE.equals(schema.get("x-kubernetes-embedded-resource"));
        if (isResource || embedded) {
            var all = new LinkedHashMap<String, Object>();
            all.put("apiVersion", API_VERSION);
            all.put("kind", KIND);
            var metadata = object(
                    "description",
                    "Standard object's metadata. More info:"
                            + " https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata");
            metadata.put("allOf", List.of(reference(BuiltinSchemas.OBJECT_META)));
            all.put("metadata", metadata);
            properties.forEach(all::putIfAbsent);
            schema.put("properties", all);
        }
        if (embedded) {
            var required = new ArrayList<Object>(List.of("kind", "apiVersion"));
            Json.list(schema, "required").stream()
                    .filter(name -> !required.contains(name))
                    .forEach(required::add);
            schema.put("required", required);
        }
        if (Boolean.TRUE.equals(schema.get("x-kubernetes-int-or-string")) && !schema.containsKey("anyOf")) {
            schema.put("anyOf", List.of(object("type", "integer"), object("type", "string")));
        }
        return schema;
    }

    private Map<String, Object> list(ServedResource resource) {
        var items = object("description", "The objects of the list.");
        items.put("type", "array");
        items.put("items", reference(name(resource.type())));
        var metadata = object("description", "The metadata of this list.");
        metadata.put("allOf", List.of(reference(META + "ListMeta")));
        var properties = new LinkedHashMap<String, Object>();
        properties.put("apiVersion", API_VERSION);
        properties.put("kind", KIND);
        properties.put("items", items);
        properties.put("metadata", metadata);
        var schema = object(
                "description", "A list of objects of kind " + resource.type().kind() + ".");
        schema.put("type", "object");
        schema.put("required", List.of("items"));
        schema.put("properties", properties);
        schema.put("x-kubernetes-group-version-kind", List.of(groupVersionKind(resource.type(), resource.listKind())));
        return schema;
    }

    static Map<String, Object> groupVersionKind(ResourceType type, String kind) {
        var gvk = object("group", type.group());
        gvk.put("kind", kind);
        gvk.put("version", type.version());
        return gvk;
    }

    private static Map<String, Object> text(String description) {
        var schema = object("description", description);
        schema.put("type", "string");
        return schema;
    }

    static Map<String, Object> object(String key, @Nullable Object value) {
        var object = new LinkedHashMap<String, Object>();
        Json.putNullable(object, key, value);
        return object;
    }
}
