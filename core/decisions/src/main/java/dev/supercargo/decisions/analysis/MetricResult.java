package dev.supercargo.decisions.analysis;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is known about one metric that was measured at least once; measurements are oldest first.
record MetricResult(
        String name,
        AnalysisPhase phase,
        String message,
        List<Measurement> measurements,
        Tally tally,
        boolean dryRun,
        Map<String, Object> metadata) {
    MetricResult {
        measurements = List.copyOf(measurements);
    }

    static MetricResult first(String name, boolean dryRun) {
        return new MetricResult(name, AnalysisPhase.RUNNING, "", List.of(), Tally.NONE, dryRun, Map.of());
    }

    static MetricResult parse(Object tree) {
        return new MetricResult(
                Json.text(tree, "name").orElse(""),
                AnalysisPhase.parse(Json.text(tree, "phase").orElse("")),
                Json.text(tree, "message").orElse(""),
                Json.list(tree, "measurements").stream().map(Measurement::parse).toList(),
                Tally.parse(tree),
                Json.at(tree, "dryRun").filter(Boolean.TRUE::equals).isPresent(),
                Json.object(tree, "metadata"));
    }

    Optional<Measurement> last() {
        return measurements.isEmpty() ? Optional.empty() : Optional.of(measurements.getLast());
    }

    Optional<Measurement> unfinished() {
        return last().filter(measurement -> measurement.finishedAt().isEmpty());
    }

    /// The result after a measurement: one that was unfinished is replaced, and counts only once it is over.
    MetricResult measured(Measurement taken) {
        var all = new ArrayList<>(measurements);
        if (unfinished().isPresent()) {
            all.removeLast();
        }
        all.add(taken);
        return new MetricResult(
                name,
                phase,
                message,
                all,
                taken.phase().completed() ? tally.and(taken.phase()) : tally,
                dryRun,
                metadata);
    }

    MetricResult with(AnalysisPhase newPhase, String newMessage) {
        return new MetricResult(name, newPhase, newMessage, measurements, tally, dryRun, metadata);
    }

    MetricResult newest(int limit) {
        int from = Math.max(0, measurements.size() - limit);
        return new MetricResult(
                name, phase, message, measurements.subList(from, measurements.size()), tally, dryRun, metadata);
    }

    Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", name);
        tree.put("phase", phase.word());
        if (!message.isEmpty()) {
            tree.put("message", message);
        }
        if (!measurements.isEmpty()) {
            tree.put(
                    "measurements",
                    measurements.stream().<Object>map(Measurement::tree).toList());
        }
        tree.putAll(tally.tree());
        if (dryRun) {
            tree.put("dryRun", true);
        }
        if (!metadata.isEmpty()) {
            tree.put("metadata", metadata);
        }
        return tree;
    }
}
