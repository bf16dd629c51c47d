package dev.supercargo.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/// How long things took, in nanoseconds, sorted.
final class Spread {
    private final long[] sorted;

    Spread(LongStream nanos) {
        sorted = nanos.toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        Arrays.sort(sorted);
    }

    long first() {
        return sorted[0];
    }

    long last() {
        return sorted[sorted.length - 1];
    }

    /// The smallest that at least so many per cent do not exceed (nearest rank).
    long percentile(int percent) {
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
    }

    /// First, median, 99th percentile and last, in seconds.
    Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("first", seconds(first()));
        tree.put("p50", seconds(percentile(50)));
        tree.put("p99", seconds(percentile(99)));
        tree.put("last", seconds(last()));
        return tree;
    }

    /// Nanoseconds as seconds, to the millisecond.
    static double seconds(long nanos) {
        return Math.round(nanos / 1e6) / 1e3;
    }
}
