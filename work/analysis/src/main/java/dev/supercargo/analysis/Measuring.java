package dev.supercargo.analysis;

import dev.supercargo.decisions.analysis.Measurement;
import dev.supercargo.decisions.analysis.MetricSpec;
import dev.supercargo.decisions.analysis.RunPlan;
import dev.supercargo.meta.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Takes the measurements of a turn, all at the same time, each by the provider of its metric.
final class Measuring {
    private final Map<String, Provider> providers;
    private final InstantSource clock;

    Measuring(Map<String, Provider> providers, InstantSource clock) {
        this.providers = Map.copyOf(providers);
        this.clock = clock;
    }

    /// What was measured, by the metric's name.
    Map<String, Measurement> take(List<MetricSpec> metrics, List<RunPlan.Task> tasks) throws InterruptedException {
        var running = new LinkedHashMap<String, Future<Measurement>>();
        var taken = new LinkedHashMap<String, Measurement>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (RunPlan.Task task : tasks) {
                MetricSpec metric = metrics.stream()
                        .filter(m -> m.name().equals(task.metric()))
                        .findFirst()
                        .orElseThrow();
                running.put(task.metric(), threads.submit(work(metric, task)));
            }
            for (Map.Entry<String, Future<Measurement>> entry : running.entrySet()) {
                taken.put(entry.getKey(), result(entry.getValue()));
            }
        }
        return taken;
    }

    private Callable<Measurement> work(MetricSpec metric, RunPlan.Task task) {
        String name = metric.providers().keySet().stream().findFirst().orElse("");
        Map<String, Object> settings = Json.object(metric.providers(), name);
        Provider provider = providers.get(name);
        if (provider == null) {
            Instant now = clock.instant();
            return () -> Measurement.error(unsupported(name), now, now);
        }
        return switch (task) {
            case RunPlan.Task.Take _ -> () -> provider.measure(metric, settings);
            case RunPlan.Task.Resume(var _, var unfinished) -> () -> provider.resume(metric, settings, unfinished);
            case RunPlan.Task.End(var _, var unfinished) -> () -> provider.end(metric, settings, unfinished);
        };
    }

    private static String unsupported(String provider) {
        return provider.equals("plugin")
                ? "metric plugins need the Argo Rollouts controller; set ANALYSIS_RUNNER=rollouts"
                : "metrics of provider \"" + provider
                        + "\" need the Argo Rollouts controller; set ANALYSIS_RUNNER=rollouts";
    }

    private static Measurement result(Future<Measurement> running) throws InterruptedException {
        try {
            return running.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a provider failed instead of answering", e.getCause());
        }
    }
}
