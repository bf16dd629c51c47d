package dev.supercargo.decisions.analysis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the metrics of a run together come to. Metrics in dry run never count.
record RunVerdict(AnalysisPhase phase, String message, List<MetricResult> results) {
    static RunVerdict of(Run run, List<MetricAssessment> assessed, boolean terminating) {
        boolean allCompleted = run.metrics().stream()
                .allMatch(metric -> find(assessed, metric.name())
                        .filter(a -> a.phase().completed())
                        .isPresent());
        Optional<AnalysisPhase> worst = Optional.empty();
        String message = run.terminate() ? "Run Terminated" : "";
        for (MetricSpec metric : run.metrics()) {
            Optional<MetricAssessment> found =
                    find(assessed, metric.name()).filter(a -> a.phase().completed());
            if (found.isEmpty()) {
                continue;
            }
            if (run.dryRun().concern(metric.name())) {
                worst = worst.or(() -> Optional.of(AnalysisPhase.SUCCESSFUL));
            } else if (worst.isEmpty() || found.get().phase().compareTo(worst.get()) > 0) {
                worst = Optional.of(found.get().phase());
                message = found.get()
                        .limit()
                        .map(limit -> sentence(found.get(), limit))
                        .orElse(message);
            }
        }
        List<MetricResult> results = assessed.stream().map(a -> told(run, a)).toList();
        if (terminating || allCompleted) {
            return new RunVerdict(worst.orElse(AnalysisPhase.SUCCESSFUL), message, results);
        }
        return new RunVerdict(AnalysisPhase.RUNNING, "", results);
    }

    private static String sentence(MetricAssessment metric, String limit) {
        String said = metric.result().message();
        return "Metric \"" + metric.result().name() + "\" assessed "
                + metric.phase().word() + " due to " + limit
                + (said.isEmpty() ? "" : ": \"Error Message: " + said + "\"");
    }

    /// A metric in dry run tells its limit itself, as the run does not.
    private static MetricResult told(Run run, MetricAssessment metric) {
        MetricResult result = metric.result();
        return metric.limit().isPresent()
                        && run.dryRun().concern(result.name())
                        && result.phase().completed()
                ? result.with(
                        result.phase(),
                        "Metric assessed " + result.phase().word() + " due to "
                                + metric.limit().get())
                : result;
    }

    private static Optional<MetricAssessment> find(List<MetricAssessment> assessed, String name) {
        return assessed.stream().filter(a -> a.result().name().equals(name)).findFirst();
    }

    /// The status that follows; the first completed phase stays.
    RunStatus applied(Run run, Instant now) {
        RunStatus before = run.status();
        boolean changed = before.phase() != phase;
        var kept = new ArrayList<MetricResult>();
        results.forEach(result -> kept.add(result.newest(run.kept(result.name()))));
        return new RunStatus(
                phase,
                changed ? message : before.message(),
                Optional.of(before.startedAt().orElse(now)),
                before.completedAt().or(() -> phase.completed() ? Optional.of(now) : Optional.empty()),
                kept,
                summaries(run));
    }

    private Map<String, Object> summaries(Run run) {
        var summaries = new LinkedHashMap<String, Object>();
        summaries.put("runSummary", summary(run, false));
        summaries.put("dryRunSummary", summary(run, true));
        return summaries;
    }

    private Map<String, Object> summary(Run run, boolean dry) {
        List<String> names = run.metrics().stream()
                .map(MetricSpec::name)
                .filter(name -> run.dryRun().concern(name) == dry)
                .toList();
        var summary = new LinkedHashMap<String, Object>();
        Tally.put(summary, "count", names.size());
        for (AnalysisPhase phase : List.of(
                AnalysisPhase.SUCCESSFUL, AnalysisPhase.FAILED, AnalysisPhase.INCONCLUSIVE, AnalysisPhase.ERROR)) {
            long number = results.stream()
                    .filter(result -> names.contains(result.name()) && result.phase() == phase)
                    .count();
            Tally.put(summary, phase.word().toLowerCase(java.util.Locale.ROOT), number);
        }
        return summary;
    }
}
