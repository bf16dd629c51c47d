package dev.supercargo.kube.store;

import java.util.Optional;

/// One committed write: what the key is now (a deletion: what it was, with the deletion's revision) and was before.
public record Change(Type type, Entry entry, Optional<Entry> before) {
    /// What was done.
    public enum Type {
        CREATED(0),
        UPDATED(1),
        DELETED(2);

        /// How files write it; never changes.
        final int code;

        Type(int code) {
            this.code = code;
        }

        static Type of(int code) {
            return switch (code) {
                case 0 -> CREATED;
                case 1 -> UPDATED;
                case 2 -> DELETED;
                default -> throw new IllegalStateException("no type of change: " + code);
            };
        }
    }

    public String key() {
        return entry.key();
    }

    public long revision() {
        return entry.revision();
    }
}
