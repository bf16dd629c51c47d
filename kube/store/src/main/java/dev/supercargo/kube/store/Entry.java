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
    private final DecodedForms forms;
    private volatile @Nullable Object decoded;
    private volatile boolean used;

    Entry(String key, byte[] value, long created, long revision, Optional<Instant> expires, DecodedForms forms) {
        this.key = key;
        this.value = value;
        this.created = created;
        this.revision = revision;
        this.expires = expires;
        this.forms = forms;
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

    /// The value in a decoded form, shared by everybody who reads this entry (thousands of watches) as long as
    /// it is in use; then it is forgotten, and made anew for the next who asks. It must be immutable in effect.
    /// One decoder per store.
    public <T> T decoded(Class<T> type, Function<Entry, T> decoder) {
        Object known = decoded;
        if (known == null) {
            known = decoder.apply(this);
            decoded = known;
            forms.keep(this);
        } else if (!used) {
            used = true;
        }
        return type.cast(known);
    }

    /// The decoded form as it is kept, or else one that is not: for who reads too many entries to keep them all.
    public <T> T decodedOnce(Class<T> type, Function<Entry, T> decoder) {
        Object known = decoded;
        return type.cast(known == null ? decoder.apply(this) : known);
    }

    /// Whether somebody has asked for the kept decoded form since this was called before.
    boolean wasUsed() {
        boolean was = used;
        used = false;
        return was;
    }

    /// Forgets the decoded form, which takes many times the place of the value.
    void cool() {
        decoded = null;
    }

    /// This entry as its deletion by a revision shows it.
    Entry deletedBy(long deletion) {
        return new Entry(key, value, created, deletion, Optional.empty(), forms);
    }

    @Override
    public String toString() {
        return key + "@" + revision;
    }
}
