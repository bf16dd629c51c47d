package dev.supercargo.kube.apiserver.apply;

import dev.supercargo.meta.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The places of a value.
final class Places {
    private Places() {}

    /// Adds every place below a value: containers and leaves.
    static void addAll(SchemaNode node, @Nullable Object value, FieldSet.Builder into) {
        node.parts(value).forEach((step, part) -> {
            into.add(step);
            addAll(part.node(), part.value(), into.below(step));
        });
    }

    /// The places that an applied configuration claims: leaves, elements of lists, and keys that the schema
    /// does not name. A container that the schema names is claimed only if it is empty.
    static FieldSet claimed(SchemaNode root, Map<String, Object> config) {
        var builder = new FieldSet.Builder();
        claim(root, config, builder);
        return builder.build();
    }

    private static void claim(SchemaNode node, @Nullable Object value, FieldSet.Builder into) {
        node.parts(value).forEach((step, part) -> {
            boolean leaf = part.node().shape(part.value()) == SchemaNode.Shape.LEAF;
            boolean emptyMap = part.value() instanceof Map<?, ?> map && map.isEmpty();
            boolean named = step instanceof PathElement.Field(var name) && node.declares(name);
            if (leaf || emptyMap || !named) {
                into.add(step);
            }
            claim(part.node(), part.value(), into.below(step));
        });
    }

    /// Whether two objects mean the same apart from `metadata.managedFields`.
    static boolean sameContent(Map<String, Object> a, Map<String, Object> b) {
        return Json.same(viewWithoutManagers(a), viewWithoutManagers(b));
    }

    /// The object without `metadata.managedFields`, to be read only: what is in it is shared.
    static Map<String, Object> viewWithoutManagers(Map<String, Object> object) {
        Map<String, Object> metadata = Json.object(object, "metadata");
        if (!metadata.containsKey("managedFields")) {
            return object;
        }
        var others = new LinkedHashMap<>(metadata);
        others.remove("managedFields");
        var view = new LinkedHashMap<>(object);
        view.put("metadata", others);
        return view;
    }

    /// A copy without `metadata.managedFields`.
    static Map<String, Object> withoutManagers(Map<String, Object> object) {
        Map<String, Object> copy = Json.copy(object);
        Map<String, Object> metadata = Json.object(copy, "metadata");
        if (metadata.containsKey("managedFields")) {
            metadata.remove("managedFields");
        }
        return copy;
    }
}
