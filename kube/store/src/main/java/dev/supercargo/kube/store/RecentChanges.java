package dev.supercargo.kube.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// The newest changes, bounded in number and bytes, so that most watches begin without reading the log.
/// Guarded by the lock of [RevisionedStore].
final class RecentChanges {
    private static final int MOST = 10_000;
    private static final int MOST_WARM = 1_024;
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final ArrayDeque<Change> changes = new ArrayDeque<>();
    /// The newest of them, whose decoded forms watches are about to ask for.
    private final ArrayDeque<Change> warm = new ArrayDeque<>();
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
        warm.addLast(change);
        if (warm.size() > MOST_WARM) {
            Change cooling = warm.removeFirst();
            cooling.entry().cool();
            cooling.before().ifPresent(Entry::cool);
        }
        bytes += change.entry().value().length;
        while (changes.size() > MOST || (bytes > MOST_BYTES && changes.size() > 1)) {
            Change oldest = changes.removeFirst();
            bytes -= oldest.entry().value().length;
            first = oldest.revision() + 1;
        }
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
