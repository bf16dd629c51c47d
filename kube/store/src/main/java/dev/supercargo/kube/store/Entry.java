package dev.supercargo.kube.store;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A key and its value: `created` is the revision that made the key, `revision` the one that wrote this value.
/// In a deletion, the value is the last one and `revision` that of the deletion.
public final class Entry {
    private final String key;
    private final byte[] value;
    private final long created;
    private final long revision;
    private final Optional<Instant> expires;
    private volatile @Nullable Object decoded;

    Entry(String key, byte[] value, long created, long revision, Optional<Instant> expires) {
        this.key = key;
        this.value = value;
        this.created = created;
        this.revision = revision;
        this.expires = expires;
    }

    public String key() {
        return key;
    }

    /// The bytes themselves, only to be read.
    public byte[] value() {
        return value;
    }

    public long created() {
        return created;
    }

    public long revision() {
        return revision;
    }

    /// When the entry is to be deleted by itself.
    public Optional<Instant> expires() {
        return expires;
    }

    /// The value in a decoded form, decoded at most a few times and then shared by everybody who reads this entry
    /// (a list, thousands of watches). The decoded value must be immutable in effect. One decoder per store.
    public <T> T decoded(Class<T> type, Function<Entry, T> decoder) {
        Object known = decoded;
        if (known == null) {
            known = decoder.apply(this);
            decoded = known;
        }
        return type.cast(known);
    }

    /// Forgets the decoded form, which takes many times the place of the value; it is made anew when somebody asks.
    void cool() {
        decoded = null;
    }

    /// This entry as its deletion by a revision shows it.
    Entry deletedBy(long deletion) {
        return new Entry(key, value, created, deletion, Optional.empty());
    }

    @Override
    public String toString() {
        return key + "@" + revision;
    }
}
