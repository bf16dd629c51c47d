package dev.supercargo.kube.apiserver.apply;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Removes what a manager once applied and applies no longer, unless somebody owns it or something in it.
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
                    // a container that the schema names is never claimed for itself, but goes with its content
                    boolean claimed = last.contains(step) || (node.declares(name) && last.touches(step));
                    if (!claimed || owned.touches(step)) {
                        Object rest = node.field(name)
                                .map(field -> new Holder(value(field, item, last.below(step), owned.below(step))))
                                .orElse(new Holder(item))
                                .value();
                        Json.putNullable(kept, name, rest);
                    }
                });
                yield kept;
            }
            case KEYED_LIST, SET -> {
                var kept = new ArrayList<@Nullable Object>();
                node.parts(value).forEach((step, part) -> {
                    if (!last.contains(step) || owned.touches(step)) {
                        Object rest = value(part.node(), part.value(), last.below(step), owned.below(step));
                        kept.add(withKeys(node, part.value(), rest));
                    }
                });
                yield kept;
            }
            case LEAF -> value;
        };
    }

    /// An element that stays keeps what identifies it, whoever wrote that.
    private static @Nullable Object withKeys(SchemaNode list, @Nullable Object before, @Nullable Object rest) {
        if (before instanceof Map<?, ?> old && rest instanceof Map<?, ?> kept) {
            for (String key : list.schema().listMapKeys()) {
                if (old.containsKey(key)) {
                    Json.putNullable(Json.asObject(kept), key, old.get(key));
                }
            }
        }
        return rest;
    }

    /// A value that may be null, where an Optional cannot hold it.
    private record Holder(@Nullable Object value) {}
}
