package dev.supercargo.kube.apiserver.apply;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Removes what a manager once applied and applies no longer, unless somebody (else) owns it.
final class Prune {
    private Prune() {}

    /// @param last what the manager's previous configuration claimed
    /// @param owned what all managers (this one with its new configuration) own
    static Map<String, Object> of(SchemaNode root, Map<String, Object> merged, FieldSet last, FieldSet owned) {
        return Json.asObject(value(root, merged, last, owned));
    }

    private static @Nullable Object value(SchemaNode node, @Nullable Object value, FieldSet last, FieldSet owned) {
        if (last.isEmpty()) {
            return value;
        }
        return switch (node.shape(value)) {
            case MAP -> {
                var kept = new LinkedHashMap<String, Object>();
                Json.asObject(value).forEach((name, item) -> {
                    PathElement step = new PathElement.Field(name);
                    if (node.isResourceField(name) || !isGone(step, node.declares(name), last, owned)) {
                        Json.putNullable(kept, name, field(node, step, name, item, last, owned));
                    }
                });
                yield emptied(Json.asObject(value).size(), kept.size()) ? null : kept;
            }
            case KEYED_LIST, SET -> {
                var kept = new ArrayList<@Nullable Object>();
                node.parts(value).forEach((step, part) -> {
                    if (!isGone(step, false, last, owned)) {
                        kept.add(value(part.node(), part.value(), last.below(step), owned.below(step)));
                    }
                });
                yield emptied(Json.asList(value).size(), kept.size()) ? null : kept;
            }
            case LEAF -> value;
        };
    }

    /// Whether a part goes. A container that the schema names is never claimed or owned for itself, but by
    /// its content; elements and free keys are, so that owning something in them alone does not hold them.
    private static boolean isGone(PathElement step, boolean named, FieldSet last, FieldSet owned) {
        return named ? last.touches(step) && !owned.touches(step) : last.contains(step) && !owned.contains(step);
    }

    private static @Nullable Object field(
            SchemaNode node, PathElement step, String name, @Nullable Object item, FieldSet last, FieldSet owned) {
        Optional<SchemaNode> field = node.field(name);
        return field.isPresent() ? value(field.get(), item, last.below(step), owned.below(step)) : item;
    }

    /// A container that loses its last part becomes null, which the decoder takes for absent.
    private static boolean emptied(int before, int after) {
        return before > 0 && after == 0;
    }
}
