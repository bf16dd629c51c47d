package dev.supercargo.kube.apiserver.openapi;

import dev.supercargo.meta.ResourceType;
import java.util.List;
import java.util.Map;

/// One resource that a server serves, as far as documents speak of it.
///
/// `schema` is the `openAPIV3Schema` of a custom resource and empty for built-in kinds, whose schemas are known;
/// `selectableFields` are the fields of a custom resource that field selectors may use, such as `spec.color`.
public record ServedResource(
        ResourceType type,
        String listKind,
        List<String> verbs,
        List<Part> parts,
        Map<String, Object> schema,
        List<String> selectableFields) {
    /// A subresource: `status` of the same kind, or `scale` of kind `Scale`.
    public record Part(String name, ResourceType type, List<String> verbs) {
        public Part {
            verbs = List.copyOf(verbs);
        }
    }

    public ServedResource {
        verbs = List.copyOf(verbs);
        parts = List.copyOf(parts);
        selectableFields = List.copyOf(selectableFields);
    }

    boolean isCustom() {
        return !schema.isEmpty();
    }
}
