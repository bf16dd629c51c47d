package dev.supercargo.kube.apiserver.custom;

import dev.supercargo.kube.apiserver.openapi.BuiltinSchemas;
import dev.supercargo.kube.apiserver.schema.DecodeException;
import dev.supercargo.kube.apiserver.schema.Decoding;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Names;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The resource itself and those inside it (`x-kubernetes-embedded-resource`): all have `apiVersion`, `kind` and
/// `metadata` (kubernetes-api.md 9.3).
final class EmbeddedResources {
    private EmbeddedResources() {}

    /// Brings the metadata of the resource and of those inside it into form; answers the paths of unknown fields.
    ///
    /// @throws DecodeException where metadata does not have the types of metadata
    static List<String> decodeMetadata(StructuralSchema schema, Map<String, Object> resource) {
        var unknown = new ArrayList<String>();
        metadata(resource, "metadata", unknown);
        inside(schema, resource, "", (path, embedded) -> metadata(embedded, path + ".metadata", unknown));
        return unknown;
    }

    /// What is wrong with `apiVersion` and `kind` of the resources inside.
    static List<FieldError> validate(StructuralSchema schema, Map<String, Object> resource) {
        var errors = new ArrayList<FieldError>();
        inside(schema, resource, "", (path, embedded) -> check(embedded, path, errors));
        return errors;
    }

    private interface Visitor {
        void visit(String path, Map<String, Object> embedded);
    }

    private static void inside(StructuralSchema schema, @Nullable Object value, String path, Visitor visitor) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> object = Json.asObject(map);
            if (schema.isEmbeddedResource()) {
                visitor.visit(path, object);
            }
            object.forEach((name, item) -> schema.property(name)
                    .filter(child -> child != StructuralSchema.any())
                    .ifPresent(child -> inside(child, item, path.isEmpty() ? name : path + "." + name, visitor)));
        } else if (value instanceof List<?> list && schema.items() != StructuralSchema.any()) {
            for (int i = 0; i < list.size(); i++) {
                inside(schema.items(), list.get(i), path + "[" + i + "]", visitor);
            }
        }
    }

    private static void metadata(Map<String, Object> resource, String path, List<String> unknown) {
        Object metadata = resource.get("metadata");
        if (metadata == null) {
            resource.remove("metadata");
        } else if (metadata instanceof Map<?, ?> map) {
            unknown.addAll(Decoding.decode(BuiltinSchemas.objectMeta(), "ObjectMeta", path, Json.asObject(map)));
        } else {
            throw DecodeException.notA("ObjectMeta", metadata);
        }
    }

    private static void check(Map<String, Object> embedded, String path, List<FieldError> errors) {
        String apiVersion = Json.text(embedded, "apiVersion").orElse("");
        String kind = Json.text(embedded, "kind").orElse("");
        if (apiVersion.isEmpty()) {
            errors.add(FieldError.required(path + ".apiVersion", ""));
        } else if (apiVersion.indexOf('/') != apiVersion.lastIndexOf('/')) {
            errors.add(FieldError.invalid(
                    path + ".apiVersion", apiVersion, "unexpected GroupVersion string: " + apiVersion));
        }
        if (kind.isEmpty()) {
            errors.add(FieldError.required(path + ".kind", ""));
        } else {
            Names.label1035(kind.toLowerCase(Locale.ROOT))
                    .forEach(problem -> errors.add(FieldError.invalid(
                            path + ".kind", kind, "may have mixed case, but should otherwise match: " + problem)));
        }
    }
}
