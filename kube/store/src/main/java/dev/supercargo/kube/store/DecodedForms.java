package dev.supercargo.kube.store;

import java.util.ArrayDeque;

/// The entries whose decoded forms are kept, bounded by the sizes of their values. The oldest goes first, unless it was
/// asked for meanwhile. One for a store; guarded by its own monitor.
final class DecodedForms {
    /// Decoded, that is about five times as much.
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    /// What an entry costs beside its value.
    private static final int OVERHEAD = 256;

    private final ArrayDeque<Entry> kept = new ArrayDeque<>();
    private long bytes;

    /// Takes an entry in that has just been decoded.
    synchronized void keep(Entry entry) {
        kept.addLast(entry);
        bytes += cost(entry);
        int spared = kept.size(); // nobody is spared twice on the same occasion
        while (bytes > MOST_BYTES && kept.size() > 1) {
            Entry oldest = kept.removeFirst();
            if (spared > 0 && oldest.wasUsed()) {
                spared--;
                kept.addLast(oldest);
            } else {
                oldest.cool();
                bytes -= cost(oldest);
            }
        }
    }

    private static long cost(Entry entry) {
        return (long) entry.value().length + OVERHEAD;
    }
}
