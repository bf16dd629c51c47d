package dev.supercargo.rest.metrics;

import dev.supercargo.controllers.problems.Machinery;
import dev.supercargo.controllers.problems.ProblemWatch;
import dev.supercargo.decisions.inspection.Picture;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.Pulse;
import dev.supercargo.model.DiscoveredArtifacts;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.StepExecutionMetadata;
import dev.supercargo.model.Warehouse;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// Collects the numbers when they are asked for. One lock guards the collection.
public final class Meters {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ReentrantLock lock = new ReentrantLock();
    private final ProblemWatch watch;
    private final List<Machinery> machinery;
    private final InstantSource clock;
    private final Instant start;
    private final MultiGauge problems = gauges(Metric.PROBLEMS);
    private final MultiGauge promotions = gauges(Metric.PROMOTIONS);
    private final MultiGauge discoveries = gauges(Metric.DISCOVERY_AGE);
    /// The steps that were counted, as UID of the Promotion and alias of the step.
    private final Set<String> counted = new HashSet<>();

    /// @param machinery the controllers of this process
    public Meters(ProblemWatch watch, List<Machinery> machinery, InstantSource clock) {
        this.watch = watch;
        this.machinery = List.copyOf(machinery);
        this.clock = clock;
        this.start = clock.instant();
        for (Machinery part : machinery) {
            for (Pulse pulse : part.pulses()) {
                controller(part, pulse.name());
            }
        }
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
    }

    /// Where others add numbers of their own.
    public MeterRegistry registry() {
        return registry;
    }

    private MultiGauge gauges(Metric metric) {
        return MultiGauge.builder(metric.base()).description(metric.help()).register(registry);
    }

    private void controller(Machinery part, String name) {
        gauge(Metric.QUEUE_DEPTH, part, name, pulse -> pulse.waiting());
        gauge(
                Metric.QUEUE_AGE,
                part,
                name,
                pulse -> pulse.waitingSince()
                        .map(since -> Duration.between(since, clock.instant()).toMillis() / 1_000.0)
                        .orElse(0.0));
        gauge(Metric.TURNS_RUNNING, part, name, pulse -> pulse.running().size());
        counter(Metric.TURNS, part, name, pulse -> pulse.turns().all());
        counter(Metric.TURN_FAILURES, part, name, pulse -> pulse.turns().failed());
        counter(Metric.TURN_SECONDS, part, name, pulse -> pulse.turns().taken().toNanos() / 1e9);
    }

    /// Reads one number of a pulse.
    @FunctionalInterface
    private interface Reading {
        double of(Pulse pulse);
    }

    private void gauge(Metric metric, Machinery part, String name, Reading reading) {
        Gauge.builder(metric.base(), part, machinery -> read(machinery, name, reading))
                .tag("controller", name)
                .description(metric.help())
                .strongReference(true)
                .register(registry);
    }

    private void counter(Metric metric, Machinery part, String name, Reading reading) {
        FunctionCounter.builder(metric.base(), part, machinery -> read(machinery, name, reading))
                .tag("controller", name)
                .description(metric.help())
                .register(registry);
    }

    private static double read(Machinery machinery, String name, Reading reading) {
        return machinery.pulses().stream()
                .filter(pulse -> pulse.name().equals(name))
                .mapToDouble(reading::of)
                .findFirst()
                .orElse(0);
    }

    /// The numbers now, in Prometheus' text form.
    public String text() {
        lock.lock();
        try {
            Picture picture = watch.picture();
            problems.register(
                    rows(
                            Metric.PROBLEMS,
                            counts(watch.problems().stream()
                                    .map(problem -> List.of(
                                            problem.code().word(),
                                            problem.subject().project()))
                                    .toList())),
                    true);
            promotions.register(
                    rows(
                            Metric.PROMOTIONS,
                            counts(picture.pipelines().promotions().stream()
                                    .map(Meters::labels)
                                    .toList())),
                    true);
            discoveries.register(ages(picture), true);
            forget(picture.pipelines().promotions());
            picture.pipelines().promotions().forEach(this::steps);
            machinery.forEach(this::requests);
            return registry.scrape();
        } finally {
            lock.unlock();
        }
    }

    private static List<String> labels(Promotion promotion) {
        String phase = promotion.status().phase();
        return List.of(promotion.metadata().namespace(), promotion.spec().stage(), phase.isEmpty() ? "New" : phase);
    }

    private static Map<List<String>, Double> counts(List<List<String>> values) {
        var counts = new HashMap<List<String>, Double>();
        values.forEach(labels -> counts.merge(labels, 1.0, Double::sum));
        return counts;
    }

    private static List<MultiGauge.Row<?>> rows(Metric metric, Map<List<String>, Double> numbers) {
        var rows = new ArrayList<MultiGauge.Row<?>>();
        numbers.forEach((values, number) -> rows.add(MultiGauge.Row.of(tags(metric, values), number)));
        return rows;
    }

    private static Tags tags(Metric metric, List<String> values) {
        var tags = new ArrayList<Tag>();
        for (int i = 0; i < values.size(); i++) {
            tags.add(Tag.of(metric.labels().get(i), values.get(i)));
        }
        return Tags.of(tags);
    }

    private List<MultiGauge.Row<?>> ages(Picture picture) {
        var ages = new HashMap<List<String>, Double>();
        for (Warehouse warehouse : picture.pipelines().warehouses()) {
            DiscoveredArtifacts found = warehouse.status().discoveredArtifacts();
            if (found != null && found.discoveredAt() != null) {
                double age =
                        Duration.between(found.discoveredAt(), clock.instant()).toMillis() / 1_000.0;
                ages.put(
                        List.of(
                                warehouse.metadata().namespace(),
                                warehouse.metadata().name()),
                        Math.max(0, age));
            }
        }
        return rows(Metric.DISCOVERY_AGE, ages);
    }

    /// Steps of Promotions that are gone.
    private void forget(List<Promotion> promotions) {
        Set<String> known =
                promotions.stream().map(promotion -> promotion.metadata().uid()).collect(Collectors.toSet());
        counted.removeIf(step -> !known.contains(step.substring(0, step.indexOf('/'))));
    }

    /// Counts each step once, when it has ended; those that had ended before the process began are not its own.
    private void steps(Promotion promotion) {
        List<StepExecutionMetadata> steps = promotion.status().stepExecutionMetadata();
        for (int i = 0; i < steps.size(); i++) {
            StepExecutionMetadata step = steps.get(i);
            Instant begun = step.startedAt();
            Instant ended = step.finishedAt();
            boolean fresh = begun != null && ended != null && ended.isAfter(start);
            if (fresh && counted.add(promotion.metadata().uid() + "/" + i)) {
                String uses = i < promotion.spec().steps().size()
                        ? promotion.spec().steps().get(i).uses()
                        : "";
                Timer.builder(Metric.STEP_SECONDS.base().replace("_seconds", ""))
                        .tags(tags(Metric.STEP_SECONDS, List.of(uses, step.status())))
                        .description(Metric.STEP_SECONDS.help())
                        .register(registry)
                        .record(Duration.between(begun, ended));
            }
        }
    }

    /// An answer of a kind that was not there before gets its counter; those that have one keep it.
    private void requests(Machinery part) {
        for (Kube.Answered answered : part.requests().keySet()) {
            FunctionCounter.builder(
                            Metric.API_REQUESTS.base(),
                            part,
                            machinery -> machinery.requests().getOrDefault(answered, 0L))
                    .tags(tags(
                            Metric.API_REQUESTS,
                            List.of(part.component().account(), answered.method(), "" + answered.status())))
                    .description(Metric.API_REQUESTS.help())
                    .register(registry);
        }
    }
}
