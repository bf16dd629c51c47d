package dev.supercargo.kube.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A revisioned key-value store with watch and compaction (kubernetes-api.md 15).
///
/// One counter numbers every committed write of the whole store; it never goes back, also not after a crash. A write
/// is acknowledged when it is durable. Reads show durable state only. Values are bytes that the store does not look
/// into; nobody may change an array that was handed in or out.
///
/// Any method may throw [StoreException]: the disk is full, the store is closed.
public interface Store extends AutoCloseable {
    /// Stands for "the newest revision" in reads.
    long NEWEST = 0;

    /// The newest state of a key.
    Optional<Entry> get(String key);

    /// Up to `limit` entries (0: all) whose keys begin with `prefix` and are not before `start` (`""`: from the first),
    /// in order of key, as of revision `at` or [#NEWEST].
    ///
    /// @throws StoreException.Compacted where `at` is below the floor
    /// @throws StoreException.Future where `at` is beyond the newest revision
    Page list(String prefix, String start, int limit, long at);

    /// Writes a key that does not exist.
    Write create(String key, byte[] value, Optional<Instant> expires);

    /// Replaces a key's value if it was last written by revision `expected`.
    Write update(String key, long expected, byte[] value, Optional<Instant> expires);

    /// Removes a key if it was last written by revision `expected`.
    Write delete(String key, long expected);

    /// All changes to keys that begin with `prefix`, from revision `from` on, which may lie in the past. A prefix is a
    /// whole key, or ends in `/`.
    ///
    /// @throws StoreException.Compacted where `from` is below the floor
    Watch watch(String prefix, long from);

    /// The newest revision: not less than that of any write acknowledged before.
    long revision();

    /// The oldest revision that a read or a watch may name.
    long floor();

    /// Forgets history below a revision; the newest state stays. A revision beyond the newest counts as the newest.
    void compact(long below);

    /// Deletes the entries that expire at or before an instant, each by a delete of its own; says how many.
    int expire(Instant now);

    /// What is wrong with the stored data; empty where all is well.
    List<String> check();

    /// What keeps writes from becoming durable; empty where the last one succeeded.
    Optional<String> trouble();

    /// Finishes the writes under way and ends all watches.
    @Override
    void close();

    /// Opens the store in a folder, which is made if it is absent. Only one process may have it open.
    ///
    /// @throws StoreException when another process holds the folder, or a newer version has written it
    static Store open(Path folder) {
        return new RevisionedStore(SqliteLog.open(folder));
    }

    /// A store that forgets everything when it is closed.
    static Store inMemory() {
        return new RevisionedStore(new MemoryLog());
    }
}
