package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.store.Entry;
import dev.supercargo.meta.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an entry of the store holds, for the view that was asked for last.
final class Stored {
    /// The largest object that a cluster would keep: what works here has to work there.
    private static final int MOST_BYTES = 1_536 * 1024;

    private final Entry entry;
    private volatile @Nullable View last;

    private record View(Resource resource, Shown shown) {}

    private Stored(Entry entry) {
        this.entry = entry;
    }

    /// The object in an entry, as a resource shows it.
    static Shown shown(Entry entry, Resource resource) {
        return entry.decoded(Stored.class, Stored::new).as(resource);
    }

    /// The same for one of too many entries to keep what is parsed of them.
    static Shown shownOnce(Entry entry, Resource resource) {
        return entry.decodedOnce(Stored.class, Stored::new).as(resource);
    }

    @SuppressWarnings("ReferenceEquality") // the same resource is the same value; comparing its schema would cost more
    private Shown as(Resource resource) {
        View known = last;
        if (known == null || known.resource() != resource) {
            last = known = new View(resource, new Shown(entry, resource));
        }
        return known.shown();
    }

    static Map<String, Object> tree(Entry entry, Resource resource) {
        Map<String, Object> tree = resource.rules().shown(Json.parseObject(entry.value()));
        tree.put("apiVersion", resource.type().apiVersion());
        tree.put("kind", resource.type().kind());
        if (resource.isCustom()) {
            resource.shape().decode(tree);
        }
        return withRevision(tree, entry.revision());
    }

    /// Sets the resourceVersion of a tree, in place.
    static Map<String, Object> withRevision(Map<String, Object> tree, long revision) {
        Json.put(tree, Long.toString(revision), "metadata", "resourceVersion");
        return tree;
    }

    /// The bytes to keep of an object that a resource has shown or received: in the storage version, without revision.
    static byte[] bytes(Resource resource, Map<String, Object> tree) {
        Map<String, Object> stored = resource.rules().stored(tree);
        var metadata = new LinkedHashMap<>(Json.object(stored, "metadata"));
        metadata.remove("resourceVersion");
        var kept = LinkedHashMap.<String, Object>newLinkedHashMap(stored.size());
        for (String field : List.of("apiVersion", "kind")) { // first, as StoredJson expects them
            Json.putNullable(kept, field, stored.get(field));
        }
        kept.put("metadata", metadata);
        stored.forEach((field, value) -> {
            if (!kept.containsKey(field)) {
                Json.putNullable(kept, field, value);
            }
        });
        if (resource.isCustom()) {
            String group = resource.type().group();
            kept.put("apiVersion", group + "/" + resource.storageVersion());
        }
        byte[] bytes = Json.bytes(kept);
        if (bytes.length > MOST_BYTES) {
            throw ApiError.of(500, "", "etcdserver: request is too large");
        }
        return bytes;
    }
}
