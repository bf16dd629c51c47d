package dev.supercargo.kube.apiserver.crd;

import dev.supercargo.kube.apiserver.custom.CustomResourceSchema;
import dev.supercargo.kube.apiserver.openapi.BuiltinSchemas;
import dev.supercargo.kube.apiserver.resources.Shape;
import dev.supercargo.kube.apiserver.resources.Subresource;
import dev.supercargo.kube.apiserver.schema.DecodeException;
import dev.supercargo.kube.apiserver.schema.Decoding;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The shape of a custom resource: that of its definition's schema.
public record CustomShape(CustomResourceSchema schema) implements Shape {
    @Override
    public List<String> decode(Map<String, Object> object) {
        var unknown = new ArrayList<String>();
        Object metadata = object.get("metadata");
        if (metadata instanceof Map<?, ?>) {
            unknown.addAll(
                    Decoding.decode(BuiltinSchemas.objectMeta(), "ObjectMeta", "metadata", Json.asObject(metadata)));
        } else if (metadata != null) {
            throw DecodeException.notA("ObjectMeta", metadata);
        }
        unknown.addAll(schema.decode(object));
        return unknown;
    }

    @Override
    public StructuralSchema structure() {
        return schema.structure();
    }

    @Override
    public List<FieldError> errors(String subresource, Map<String, Object> object, Optional<Map<String, Object>> old) {
        KubeObject wanted = KubeObject.of(object);
        if (old.isEmpty()) {
            return schema.validate(wanted);
        }
        KubeObject before = KubeObject.of(old.get());
        return subresource.equals(Subresource.STATUS)
                ? schema.validateStatusUpdate(wanted, before)
                : schema.validateUpdate(wanted, before);
    }
}
