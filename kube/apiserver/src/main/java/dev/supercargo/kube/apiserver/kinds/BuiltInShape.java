package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.openapi.BuiltinSchemas;
import dev.supercargo.kube.apiserver.resources.Rules;
import dev.supercargo.kube.apiserver.resources.Shape;
import dev.supercargo.kube.apiserver.schema.Decoding;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Metadata;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The shape of a built-in kind: its published schema says which fields exist and of which type they are; everything
/// else
/// is up to the kind's rules.
public record BuiltInShape(ResourceType type, Metadata.NameRule names, Metadata.Care care, StructuralSchema schema)
        implements Shape {
    static BuiltInShape of(ResourceType type, Rules rules) {
        return new BuiltInShape(
                type, rules.nameRule(), rules.care(), BuiltinSchemas.of(type).orElse(StructuralSchema.any()));
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
        KubeObject now = KubeObject.of(object);
        return old.isEmpty()
                ? Metadata.validate(now, type.namespaced(), names, care)
                : Metadata.validateUpdate(now, KubeObject.of(old.get()), type.namespaced(), names, care);
    }
}
