package dev.supercargo.decisions.admission;

import dev.supercargo.meta.Json;
import dev.supercargo.model.Labels;
import java.util.Map;

/// Labels, annotations and the shard in the trees of objects.
final class MetadataEdit {
    private MetadataEdit() {}

    /// The shard label follows `spec.shard`, never the other way (resources.md 8.5).
    static void followShard(Map<String, Object> tree, String shard) {
        set(tree, "labels", Labels.SHARD, shard);
    }

    /// Sets a label or annotation; an empty value removes it.
    static void set(Map<String, Object> tree, String map, String key, String value) {
        if (!value.isEmpty()) {
            Json.put(tree, value, "metadata", map, key);
            return;
        }
        Map<String, Object> entries = Json.object(tree, "metadata", map);
        if (entries.containsKey(key)) {
            entries.remove(key);
            if (entries.isEmpty()) {
                Json.object(tree, "metadata").remove(map);
            }
        }
    }
}
