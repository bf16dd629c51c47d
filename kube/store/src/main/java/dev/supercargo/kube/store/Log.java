package dev.supercargo.kube.store;

import java.util.List;

/// Where changes are made durable. Called by one thread at a time, except [#history], [#check].
interface Log extends AutoCloseable {
    /// What the log holds when it is opened.
    record Snapshot(List<Entry> entries, long revision, long floor) {}

    /// Keeps the decoded forms of the entries that the log hands out.
    DecodedForms forms();

    /// The newest state; called once, first.
    Snapshot load();

    /// Makes changes durable, all or none.
    ///
    /// @throws StoreException when that was not possible; nothing is written then
    void append(List<Change> changes);

    /// Does what can be put off, now that nobody waits for an answer.
    default void rest() {}

    /// The changes with revisions from `from` to `to`, both included, in order.
    List<Change> history(long from, long to);

    /// Forgets changes below a revision, but not what later changes replaced.
    void compact(long below);

    /// What is wrong with the data.
    List<String> check();

    @Override
    void close();
}
