package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.store.Entry;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An object as one resource shows it: with `apiVersion`, `kind` and `resourceVersion`. Shared between all readers; the
/// tree is only to be read, and parsed only when somebody asks for it.
public final class Shown {
    private static final byte[] BRACE = {'{'};

    private final @Nullable Source source;
    private volatile @Nullable Map<String, Object> tree;
    private volatile byte @Nullable [] json;
    private volatile @Nullable KubeObject object;

    /// What the store has of it.
    private record Source(Entry entry, Resource resource) {
        /// The bytes as parts of what is shown; empty where the resource shows its objects in another form than that
        /// in which they are stored.
        Optional<StoredJson> parts() {
            return resource.isCustom() || resource.rules().converts() ? Optional.empty() : StoredJson.of(entry.value());
        }
    }

    Shown(Map<String, Object> tree) {
        this.source = null;
        this.tree = tree;
    }

    Shown(Entry entry, Resource resource) {
        this.source = new Source(entry, resource);
    }

    public Map<String, Object> tree() {
        Map<String, Object> known = tree;
        if (known == null && source != null) {
            tree = known = Stored.tree(source.entry(), source.resource());
        }
        return known == null ? Map.of() : known;
    }

    /// The tree as an object, one and the same for all who ask. Only to be read.
    public KubeObject object() {
        KubeObject known = object;
        if (known == null) {
            object = known = KubeObject.of(tree());
        }
        return known;
    }

    /// Compact JSON, made once, for many who want it. Only to be read.
    public byte[] json() {
        byte[] known = json;
        if (known == null) {
            json = known = jsonOnce();
        }
        return known;
    }

    /// Compact JSON for the one who asked for this object.
    public byte[] jsonOnce() {
        if (source != null) {
            Optional<StoredJson> parts = source.parts();
            if (parts.isPresent()) {
                return parts.get()
                        .whole(
                                StoredJson.head(source.resource()),
                                source.entry().revision());
            }
        }
        return Json.bytes(tree());
    }

    /// Writes it as an item of a list: those of built-in kinds carry neither kind nor version. Nothing is kept.
    public void writeItem(boolean custom, ByteArrayOutputStream out) {
        byte[] known = json;
        if (custom) {
            out.writeBytes(known == null ? jsonOnce() : known);
            return;
        }
        Optional<StoredJson> parts = source == null ? Optional.empty() : source.parts();
        if (source != null && parts.isPresent()) {
            parts.get().write(BRACE, source.entry().revision(), out);
        } else {
            out.writeBytes(Json.bytes(bare()));
        }
    }

    /// The tree without kind and version.
    public Map<String, Object> bare() {
        var item = new LinkedHashMap<>(tree());
        item.remove("apiVersion");
        item.remove("kind");
        return item;
    }

    /// How many bytes it has as an item of a list: the very number where stored bytes are sent, else about as many.
    public int itemSize() {
        if (source == null) {
            return 1_024;
        }
        int added = ",\"resourceVersion\":\"\"".length() + resourceVersion().length();
        int head = source.resource().isCustom() ? 0 : StoredJson.head(source.resource()).length - 1;
        return source.entry().value().length - head + added;
    }

    /// Whether its metadata may have a member of this name: never false when it has.
    public boolean mayMention(String member) {
        return source == null
                || source.parts().map(parts -> parts.mayMention(member)).orElse(true);
    }

    public String name() {
        return place(1);
    }

    public String namespace() {
        return place(0);
    }

    /// The part of the key that names the object: its namespace (0), empty for objects of the cluster, or its name (1).
    private String place(int which) {
        if (source == null) {
            return Json.text(tree(), "metadata", which == 0 ? "namespace" : "name")
                    .orElse("");
        }
        String key = source.entry().key();
        int start = source.resource().prefix().length();
        int slash = key.indexOf('/', start);
        if (which == 0) {
            return slash < 0 ? "" : key.substring(start, slash);
        }
        return key.substring(slash < 0 ? start : slash + 1);
    }

    public String uid() {
        return Json.text(tree(), "metadata", "uid").orElse("");
    }

    public String resourceVersion() {
        return source == null
                ? Json.text(tree(), "metadata", "resourceVersion").orElse("")
                : Long.toString(source.entry().revision());
    }
}
