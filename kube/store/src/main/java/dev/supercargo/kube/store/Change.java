package dev.supercargo.kube.store;

import java.util.Optional;

/// One committed write: what the key is now (a deletion: what it was, with the deletion's revision) and was before.
public record Change(Type type, Entry entry, Optional<Entry> before) {
    /// What was done.
    public enum Type {
        CREATED,
        UPDATED,
        DELETED
    }

    public String key() {
        return entry.key();
    }

    public long revision() {
        return entry.revision();
    }
}
