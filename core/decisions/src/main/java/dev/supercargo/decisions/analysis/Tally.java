package dev.supercargo.decisions.analysis;

import dev.supercargo.meta.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/// The counters of one metric (verification.md 3.6). Errors are not measurements: they do not count towards the total.
record Tally(
        long successful, long failed, long inconclusive, long error, long consecutiveError, long consecutiveSuccess) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

    static Tally parse(Object tree) {
        return new Tally(
                number(tree, "successful"),
                number(tree, "failed"),
                number(tree, "inconclusive"),
                number(tree, "error"),
                number(tree, "consecutiveError"),
                number(tree, "consecutiveSuccess"));
    }

    /// The counters after one more measurement that is over.
    Tally and(AnalysisPhase phase) {
        return switch (phase) {
            case SUCCESSFUL -> new Tally(successful + 1, failed, inconclusive, error, 0, consecutiveSuccess + 1);
            case FAILED -> new Tally(successful, failed + 1, inconclusive, error, 0, 0);
            case INCONCLUSIVE -> new Tally(successful, failed, inconclusive + 1, error, 0, 0);
            case ERROR -> new Tally(successful, failed, inconclusive, error + 1, consecutiveError + 1, 0);
            case NONE, PENDING, RUNNING -> this;
        };
    }

    long count() {
        return successful + failed + inconclusive;
    }

    Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        put(tree, "count", count());
        put(tree, "successful", successful);
        put(tree, "failed", failed);
        put(tree, "inconclusive", inconclusive);
        put(tree, "error", error);
        put(tree, "consecutiveError", consecutiveError);
        put(tree, "consecutiveSuccess", consecutiveSuccess);
        return tree;
    }

    static void put(Map<String, Object> tree, String name, long number) {
        if (number != 0) {
            tree.put(name, number);
        }
    }

    private static long number(Object tree, String name) {
        return Json.at(tree, name).orElse(0L) instanceof Number number ? number.longValue() : 0;
    }
}
