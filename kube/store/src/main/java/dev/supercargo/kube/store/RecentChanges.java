package dev.supercargo.kube.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// The newest changes, bounded in number and bytes, so that most watches begin without reading the log.
/// Guarded by the lock of [RevisionedStore].
final class RecentChanges {
    private static final int MOST = 10_000;
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final ArrayDeque<Change> changes = new ArrayDeque<>();
    private long bytes;
    private long first;

    RecentChanges(long newest) {
        first = newest + 1;
    }

    /// The oldest revision that is surely here; those below are in the log.
    long first() {
        return first;
    }

    void add(Change change) {
        changes.addLast(change);
        bytes += size(change);
        while (changes.size() > MOST || (bytes > MOST_BYTES && changes.size() > 1)) {
            Change oldest = changes.removeFirst();
            bytes -= size(oldest);
            first = oldest.revision() + 1;
        }
    }

    private static long size(Change change) {
        return (long) change.entry().value().length
                + change.before().map(before -> before.value().length).orElse(0);
    }

    /// Those from a revision on, in order.
    List<Change> from(long revision) {
        var found = new ArrayList<Change>();
        var backwards = changes.descendingIterator();
        while (backwards.hasNext()) {
            Change change = backwards.next();
            if (change.revision() < revision) {
                break;
            }
            found.add(change);
        }
        return found.reversed();
    }
}
