package dev.supercargo.decisions.analysis;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is to be done about a run now (verification.md 3.2, 3.5, 3.8).
public sealed interface RunPlan {
    /// How long after an error the next attempt is made, and the pace of a metric without interval.
    Duration PAUSE = Duration.ofSeconds(10);

    /// Nothing, until that moment if there is one.
    record Rest(Optional<Instant> until) implements RunPlan {}

    /// It was kept long enough.
    record Delete() implements RunPlan {}

    /// It cannot be carried out: the status to write, and why.
    record Stop(Map<String, Object> status, String why) implements RunPlan {}

    /// Read these Secrets, take these measurements (there may be none), then assess.
    record Measure(List<SecretValue> secrets, List<Task> tasks) implements RunPlan {}

    /// One measurement: taken anew, or one that is under way looked at again or ended.
    sealed interface Task {
        /// The metric's name.
        String metric();

        record Take(String metric) implements Task {}

        record Resume(String metric, Measurement unfinished) implements Task {}

        record End(String metric, Measurement unfinished) implements Task {}
    }

    /// Decides for the run as stored.
    static RunPlan of(KubeObject run, Instant now) {
        RunStatus status = RunStatus.parse(Json.object(run.view(), "status"));
        if (run.isTerminating()) {
            return new Rest(Optional.empty());
        }
        if (status.phase().completed()) {
            return expiry(run, status, now);
        }
        List<SecretValue> secrets = Arguments.secrets(Json.object(run.view(), "spec"));
        Map<SecretValue, String> placeholders =
                secrets.stream().distinct().collect(Collectors.toMap(key -> key, _ -> "placeholder"));
        List<MetricSpec> metrics;
        try {
            metrics = resolved(run, placeholders);
        } catch (IllegalArgumentException e) {
            return stop(status, "Unable to resolve metric arguments: " + e.getMessage(), now);
        }
        try {
            return new Measure(secrets, tasks(Run.parse(run, metrics), now));
        } catch (IllegalArgumentException e) {
            return stop(status, "Analysis spec invalid: " + e.getMessage(), now);
        }
    }

    /// The metrics with their arguments put in.
    ///
    /// @throws IllegalArgumentException where an argument has no value or a reference leads nowhere
    static List<MetricSpec> resolved(KubeObject run, Map<SecretValue, String> secrets) {
        Map<String, String> values = Arguments.values(run, secrets);
        return Json.list(run.view(), "spec", "metrics").stream()
                .map(metric -> Arguments.put(values, metric))
                .toList();
    }

    /// The status of a run whose Secrets could not be read.
    static Stop unresolvable(KubeObject run, String why, Instant now) {
        return stop(
                RunStatus.parse(Json.object(run.view(), "status")), "Unable to resolve metric arguments: " + why, now);
    }

    private static Stop stop(RunStatus status, String why, Instant now) {
        return new Stop(status.stopped(why, now).tree(), why);
    }

    private static RunPlan expiry(KubeObject run, RunStatus status, Instant now) {
        Map<String, Object> strategy = Json.object(run.view(), "spec", "ttlStrategy");
        String own = switch (status.phase()) {
            case SUCCESSFUL -> "secondsAfterSuccess";
            case FAILED -> "secondsAfterFailure";
            case NONE, PENDING, RUNNING, INCONCLUSIVE, ERROR -> "secondsAfterCompletion";
        };
        Optional<Instant> expires = Json.at(strategy, own)
                .or(() -> Json.at(strategy, "secondsAfterCompletion"))
                .filter(Number.class::isInstance)
                .flatMap(seconds -> status.completedAt().map(at -> at.plusSeconds(((Number) seconds).longValue() + 1)));
        return expires.isPresent() && !now.isBefore(expires.get()) ? new Delete() : new Rest(expires);
    }

    private static List<Task> tasks(Run run, Instant now) {
        boolean terminating = run.terminating();
        var tasks = new ArrayList<Task>();
        for (MetricSpec metric : run.metrics()) {
            task(run, metric, terminating, now).ifPresent(tasks::add);
        }
        return List.copyOf(tasks);
    }

    private static Optional<Task> task(Run run, MetricSpec metric, boolean terminating, Instant now) {
        String name = metric.name();
        Optional<MetricResult> result = run.status().result(name);
        if (result.map(r -> r.phase().completed()).orElse(false)) {
            return Optional.empty();
        }
        Optional<Measurement> unfinished = result.flatMap(MetricResult::unfinished);
        if (unfinished.isPresent()) {
            boolean early = unfinished.get().resumeAt().map(now::isBefore).orElse(false);
            return terminating
                    ? Optional.of(new Task.End(name, unfinished.get()))
                    : early ? Optional.empty() : Optional.of(new Task.Resume(name, unfinished.get()));
        }
        if (terminating) {
            return Optional.empty();
        }
        boolean due = result.flatMap(MetricResult::last)
                .map(last -> again(metric, result.get(), last, now))
                .orElseGet(() -> first(metric, run.status(), now));
        return due ? Optional.of(new Task.Take(name)) : Optional.empty();
    }

    private static boolean first(MetricSpec metric, RunStatus status, Instant now) {
        return metric.initialDelay()
                .map(delay -> status.startedAt()
                        .map(started -> !now.isBefore(started.plus(delay)))
                        .orElse(false))
                .orElse(true);
    }

    private static boolean again(MetricSpec metric, MetricResult result, Measurement last, Instant now) {
        if (metric.effectiveCount()
                .map(count -> result.tally().count() >= count)
                .orElse(false)) {
            return false;
        }
        return now.isAfter(dueAfter(metric, last));
    }

    /// The moment after which the next measurement is due.
    static Instant dueAfter(MetricSpec metric, Measurement last) {
        Duration pause =
                last.phase() == AnalysisPhase.ERROR ? PAUSE : metric.interval().orElse(PAUSE);
        return last.finishedAt().orElse(last.startedAt()).plus(pause);
    }
}
