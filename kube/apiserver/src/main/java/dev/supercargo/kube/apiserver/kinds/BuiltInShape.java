package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.openapi.BuiltinSchemas;
import dev.supercargo.kube.apiserver.resources.Shape;
import dev.supercargo.kube.apiserver.schema.Decoding;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Metadata;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The shape of a built-in kind: its published schema says which fields exist and of which type they are; everything
/// else
/// is up to the kind's rules.
public record BuiltInShape(ResourceType type, Metadata.NameRule names, StructuralSchema schema) implements Shape {
    static BuiltInShape of(ResourceType type, Metadata.NameRule names) {
        return new BuiltInShape(type, names, BuiltinSchemas.of(type).orElse(StructuralSchema.any()));
    }

    @Override
    public List<String> decode(Map<String, Object> object) {
        return Decoding.decode(schema, type.kind(), object);
    }

    @Override
    public StructuralSchema structure() {
        return schema;
    }

    @Override
    public List<FieldError> errors(String subresource, Map<String, Object> object, Optional<Map<String, Object>> old) {
        var errors = new ArrayList<>(Metadata.validate(KubeObject.of(object), type.namespaced(), names));
        old.ifPresent(before -> errors.addAll(Metadata.validateUpdate(KubeObject.of(object), KubeObject.of(before))));
        return errors;
    }
}
