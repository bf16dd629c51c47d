package dev.supercargo.kube.apiserver.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The CEL types of a schema's nodes: objects with declared properties, maps, lists and scalars.
///
/// What rules cannot see (unknown fields that are preserved, names that no identifier can spell) has no type.
final class Declared {
    private final Map<String, CelType> structs = new LinkedHashMap<>();

    /// The object types by name, as the checker asks for them.
    record Objects(ImmutableMap<String, CelType> byName) implements CelTypeProvider {
        @Override
        public ImmutableCollection<CelType> types() {
            return byName.values();
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(byName.get(name));
        }
    }

    /// The object types that were declared so far.
    Objects objects() {
        return new Objects(ImmutableMap.copyOf(structs));
    }

    /// The type of a node that is called `name`; empty where rules cannot see it. A nullable node has the type of its
    /// other values, as in Kubernetes: rules may not compare it with null.
    Optional<CelType> type(StructuralSchema schema, String name, boolean isResource) {
        if (schema.isIntOrString()) {
            return Optional.of(SimpleType.DYN);
        }
        return switch (schema.type()) {
            case "object" -> object(schema, name, isResource || schema.isEmbeddedResource());
            case "array" -> type(schema.items(), name + ".@idx", false).map(ListType::create);
            case "string" -> Optional.of(text(schema.format()));
            case "integer" -> Optional.of(SimpleType.INT);
            case "number" -> Optional.of(SimpleType.DOUBLE);
            case "boolean" -> Optional.of(SimpleType.BOOL);
            default -> isResource ? object(schema, name, true) : Optional.empty();
        };
    }

    private static CelType text(String format) {
        return switch (format) {
            case "byte" -> SimpleType.BYTES;
            case "duration" -> SimpleType.DURATION;
            case "date", "date-time" -> SimpleType.TIMESTAMP;
            default -> SimpleType.STRING;
        };
    }

    private Optional<CelType> object(StructuralSchema schema, String name, boolean isResource) {
        Optional<StructuralSchema> additional =
                schema.additionalProperties().filter(other -> other != StructuralSchema.any());
        if (additional.isPresent()) {
            return type(additional.get(), name + ".@elem", false)
                    .map(value -> MapType.create(SimpleType.STRING, value));
        }
        var fields = new LinkedHashMap<String, CelType>();
        schema.properties()
                .forEach((property, child) -> Identifiers.escape(property)
                        .ifPresent(identifier -> type(child, name + "." + identifier, false)
                                .ifPresent(type -> fields.put(identifier, type))));
        if (isResource) {
            fields.put("apiVersion", SimpleType.STRING);
            fields.put("kind", SimpleType.STRING);
            fields.put(
                    "metadata",
                    struct(name + ".metadata", Map.of("name", SimpleType.STRING, "generateName", SimpleType.STRING)));
        }
        return Optional.of(struct(name, fields));
    }

    private CelType struct(String name, Map<String, CelType> fields) {
        ImmutableMap<String, CelType> types = ImmutableMap.copyOf(fields);
        CelType type = StructType.create(name, types.keySet(), field -> Optional.ofNullable(types.get(field)));
        structs.put(name, type);
        return type;
    }
}
