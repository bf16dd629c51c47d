package dev.supercargo.decisions.analysis;

import dev.supercargo.meta.KubeObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the measurements of a run amount to (verification.md 3.6 to 3.10): the status to store, the next moment to
/// look,
/// the Events to send.
public record RunAssessment(Map<String, Object> status, Optional<Instant> next, List<Announcement> events) {
    /// An Event on the run.
    public record Announcement(boolean warning, String reason, String message) {}

    /// Assesses a run whose plan was to measure, with what was measured since (by the metric's name).
    public static RunAssessment of(
            KubeObject stored,
            List<MetricSpec> metrics,
            Map<String, Measurement> taken,
            Redaction secrets,
            Instant now) {
        Run run = Run.parse(stored, metrics);
        boolean terminating = run.terminating();
        var events = new ArrayList<Announcement>();
        var assessed = new ArrayList<MetricAssessment>();
        for (MetricResult result : measured(run, taken, secrets, now)) {
            metric(run, result.name()).ifPresent(metric -> {
                MetricAssessment assessment = MetricAssessment.of(metric, result, terminating);
                assessed.add(assessment);
                if (!result.phase().completed() && assessment.phase().completed()) {
                    events.add(announce("Metric", "Metric '" + result.name() + "' Completed", assessment.phase()));
                }
            });
        }
        RunStatus status = RunVerdict.of(run, assessed, terminating).applied(run, now);
        if (!run.status().phase().completed() && status.phase().completed()) {
            events.add(announce("AnalysisRun", "Analysis Completed", status.phase()));
        }
        Optional<Instant> next = status.phase().completed()
                ? Optional.empty()
                : next(run, assessed, status.startedAt().orElse(now));
        return new RunAssessment(status.tree(), next, List.copyOf(events));
    }

    private static Announcement announce(String subject, String what, AnalysisPhase phase) {
        boolean bad = phase == AnalysisPhase.FAILED || phase == AnalysisPhase.ERROR;
        return new Announcement(bad, subject + phase.word(), what + ". Result: " + phase.word());
    }

    private static List<MetricResult> measured(
            Run run, Map<String, Measurement> taken, Redaction secrets, Instant now) {
        var results = new LinkedHashMap<String, MetricResult>();
        run.status().results().forEach(result -> results.put(result.name(), result));
        for (MetricSpec metric : run.metrics()) {
            Measurement measurement = taken.get(metric.name());
            if (measurement != null) {
                MetricResult before = results.getOrDefault(
                        metric.name(),
                        MetricResult.first(metric.name(), run.dryRun().concern(metric.name())));
                results.put(
                        metric.name(),
                        before.measured(measurement.finishedBy(now).redacted(secrets)));
            }
        }
        return List.copyOf(results.values());
    }

    private static Optional<MetricSpec> metric(Run run, String name) {
        return run.metrics().stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst();
    }

    /// The earliest moment at which something is due; a second later where "due" means "after" and stored times are
    /// whole
    /// seconds.
    private static Optional<Instant> next(Run run, List<MetricAssessment> assessed, Instant started) {
        var moments = new ArrayList<Instant>();
        for (MetricSpec metric : run.metrics()) {
            Optional<MetricResult> result = assessed.stream()
                    .map(MetricAssessment::result)
                    .filter(r -> r.name().equals(metric.name()))
                    .findFirst();
            if (result.isEmpty()) {
                moments.add(
                        metric.initialDelay().map(started::plus).orElse(started).plusSeconds(1));
            } else if (!result.get().phase().completed()) {
                result.get()
                        .last()
                        .flatMap(last -> nextLook(metric, result.get(), last))
                        .ifPresent(moments::add);
            }
        }
        return moments.stream().min(Instant::compareTo);
    }

    private static Optional<Instant> nextLook(MetricSpec metric, MetricResult result, Measurement last) {
        if (last.finishedAt().isEmpty()) {
            return last.resumeAt();
        }
        boolean enough = metric.effectiveCount()
                .map(count -> result.tally().count() >= count)
                .orElse(false);
        return enough
                ? Optional.empty()
                : Optional.of(RunPlan.dueAfter(metric, last).plusSeconds(1));
    }
}
