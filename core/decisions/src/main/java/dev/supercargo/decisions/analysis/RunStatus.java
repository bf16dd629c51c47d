package dev.supercargo.decisions.analysis;

import dev.supercargo.meta.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `status` of an AnalysisRun; `summaries` are `runSummary` and `dryRunSummary`.
record RunStatus(
        AnalysisPhase phase,
        String message,
        Optional<Instant> startedAt,
        Optional<Instant> completedAt,
        List<MetricResult> results,
        Map<String, Object> summaries) {
    RunStatus {
        results = List.copyOf(results);
        startedAt = startedAt.map(at -> at.truncatedTo(ChronoUnit.SECONDS));
        completedAt = completedAt.map(at -> at.truncatedTo(ChronoUnit.SECONDS));
    }

    static RunStatus parse(Map<String, Object> tree) {
        var summaries = new LinkedHashMap<String, Object>();
        for (String name : List.of("runSummary", "dryRunSummary")) {
            Json.at(tree, name).ifPresent(summary -> summaries.put(name, summary));
        }
        return new RunStatus(
                AnalysisPhase.parse(Json.text(tree, "phase").orElse("")),
                Json.text(tree, "message").orElse(""),
                Measurement.time(tree, "startedAt"),
                Measurement.time(tree, "completedAt"),
                Json.list(tree, "metricResults").stream()
                        .map(MetricResult::parse)
                        .toList(),
                summaries);
    }

    Optional<MetricResult> result(String metric) {
        return results.stream().filter(result -> result.name().equals(metric)).findFirst();
    }

    /// The run ended without a word from its metrics. Both times are set, so that it can expire.
    RunStatus stopped(String why, Instant now) {
        return new RunStatus(
                AnalysisPhase.ERROR, why, Optional.of(startedAt.orElse(now)), Optional.of(now), results, summaries);
    }

    Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("phase", phase.word());
        if (!message.isEmpty()) {
            tree.put("message", message);
        }
        if (!results.isEmpty()) {
            tree.put(
                    "metricResults",
                    results.stream().<Object>map(MetricResult::tree).toList());
        }
        startedAt.ifPresent(at -> tree.put("startedAt", at.toString()));
        completedAt.ifPresent(at -> tree.put("completedAt", at.toString()));
        tree.putAll(summaries);
        return tree;
    }
}
