package dev.supercargo.kube.apiserver.openapi;

import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.ResourceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The schemas of built-in kinds: Kubernetes' published ones, reduced to the kinds that are served, without prose.
///
/// The data is read from the class path once, when first asked for; it does not change afterwards.
public final class BuiltinSchemas {
    static final String OBJECT_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
    private static final String SCHEMA_PROPS =
            "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps";
    private static final String ANYTHING = "x-kubernetes-preserve-unknown-fields";

    private static final BuiltinSchemas BUNDLED = read();

    private final Map<String, Object> definitions;
    /// Definition names by `group/version/kind`.
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, StructuralSchema> schemas = new ConcurrentHashMap<>();

    private BuiltinSchemas(Map<String, Object> definitions) {
        this.definitions = definitions;
        definitions.forEach((name, definition) -> {
            for (Object item : Json.list(definition, "x-kubernetes-group-version-kind")) {
                names.put(
                        Json.text(item, "group").orElse("") + "/"
                                + Json.text(item, "version").orElse("") + "/"
                                + Json.text(item, "kind").orElse(""),
                        name);
            }
        });
    }

    /// The schema of a built-in kind, with references that resolve themselves; empty for other kinds.
    public static Optional<StructuralSchema> of(ResourceType type) {
        return of(type.group(), type.version(), type.kind());
    }

    /// The same by group (empty for the core group), version and kind, such as `Scale` in `autoscaling/v1`.
    public static Optional<StructuralSchema> of(String group, String version, String kind) {
        return definitionName(group, version, kind).map(BUNDLED::schema);
    }

    /// The schema of `metadata`, the same for all kinds.
    public static StructuralSchema objectMeta() {
        return BUNDLED.schema(OBJECT_META);
    }

    /// The name of a kind's definition, such as `io.k8s.api.core.v1.ConfigMap`.
    static Optional<String> definitionName(String group, String version, String kind) {
        return Optional.ofNullable(BUNDLED.names.get(group + "/" + version + "/" + kind));
    }

    /// All definitions as published, by name. References are written `{"$ref": name}`. Only to be read.
    static Map<String, Object> definitions() {
        return BUNDLED.definitions;
    }

    private StructuralSchema schema(String name) {
        return schemas.computeIfAbsent(name, key -> StructuralSchema.of(resolve(key), this::resolve));
    }

    /// A definition as the server uses it: what the published form leaves open is said here.
    private Map<String, Object> resolve(String name) {
        String type = name.substring(name.lastIndexOf('.') + 1);
        return switch (type) {
            case "JSON", "FieldsV1", "RawExtension", "JSONSchemaPropsOrStringArray" -> Map.of(ANYTHING, true);
            case "JSONSchemaPropsOrBool", "JSONSchemaPropsOrArray" -> untyped(SCHEMA_PROPS);
            case "Quantity" -> Map.of("format", "quantity");
            case "MicroTime" -> Map.of("type", "string", "format", "micro-time");
            default -> Json.object(definitions, name);
        };
    }

    /// The properties of a definition for a value that may also have another JSON type.
    private Map<String, Object> untyped(String name) {
        var copy = new LinkedHashMap<>(Json.object(definitions, name));
        copy.remove("type");
        return copy;
    }

    private static BuiltinSchemas read() {
        try (var in = BuiltinSchemas.class.getResourceAsStream("builtin-schemas.json")) {
            var file = Json.parseObject(
                    Objects.requireNonNull(in, "builtin-schemas.json").readAllBytes());
            return new BuiltinSchemas(Json.object(file, "definitions"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
