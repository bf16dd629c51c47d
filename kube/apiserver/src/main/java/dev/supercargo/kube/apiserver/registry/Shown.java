package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.meta.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object as one resource shows it: with `apiVersion`, `kind` and `resourceVersion`. Shared between all readers; the
/// tree is only to be read.
public final class Shown {
    private final Map<String, Object> tree;
    private volatile byte @Nullable [] json;

    Shown(Map<String, Object> tree) {
        this.tree = tree;
    }

    public Map<String, Object> tree() {
        return tree;
    }

    /// Compact JSON, made once. Only to be read.
    public byte[] json() {
        byte[] known = json;
        if (known == null) {
            json = known = Json.bytes(tree);
        }
        return known;
    }

    public String name() {
        return Json.text(tree, "metadata", "name").orElse("");
    }

    public String namespace() {
        return Json.text(tree, "metadata", "namespace").orElse("");
    }

    public String uid() {
        return Json.text(tree, "metadata", "uid").orElse("");
    }

    public String resourceVersion() {
        return Json.text(tree, "metadata", "resourceVersion").orElse("");
    }
}
