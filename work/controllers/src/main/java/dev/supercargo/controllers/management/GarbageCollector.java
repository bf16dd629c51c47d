package dev.supercargo.controllers.management;

import dev.supercargo.decisions.garbage.Garbage;
import dev.supercargo.decisions.garbage.Retention;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.Pulse;
import dev.supercargo.kube.client.Trouble;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightOrigin;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes old Promotions and Freight in all Projects (controllers.md 15): one pass, or a pass each hour. A failure is
/// logged and stops nothing but the deletion that it concerns.
public final class GarbageCollector implements AutoCloseable {
    /// Time between two passes.
    public static final Duration PERIOD = Duration.ofHours(1);
    /// A pass that could not begin is tried again after that.
    private static final Duration AGAIN = Duration.ofSeconds(5);

    /// The key of what concerns all Projects.
    private static final ObjectKey EVERYWHERE = ObjectKey.cluster("*");
    private static final int WORKERS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(GarbageCollector.class);

    private final Kube kube;
    private final Retention retention;
    private final InstantSource clock;
    private final Semaphore called = new Semaphore(0);
    private final Map<ObjectKey, Instant> running = new ConcurrentHashMap<>();
    private final Map<ObjectKey, Trouble> troubles = new ConcurrentHashMap<>();
    private final LongAdder turns = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile Instant due;
    private volatile Instant lastTurn;
    private volatile Thread periodic = Thread.currentThread();
    private volatile boolean closed;

    /// @param kube the API under the identity of the garbage collector
    public GarbageCollector(Kube kube, Retention retention, InstantSource clock) {
        this.kube = kube;
        this.retention = retention;
        this.clock = clock;
        this.due = clock.instant();
        this.lastTurn = due;
    }

    /// How it is: a turn is the work on one Project.
    public Pulse pulse() {
        Instant now = clock.instant();
        boolean waits = running.isEmpty() && due.isBefore(now);
        return new Pulse(
                "garbage",
                waits ? 1 : 0,
                waits ? Optional.of(due) : Optional.empty(),
                running,
                lastTurn,
                new Pulse.Turns(turns.sum(), failed.sum(), Duration.ZERO),
                troubles);
    }

    /// Makes the next pass at once.
    public void again() {
        called.release();
    }

    /// Makes passes, the first one at once, until closed.
    public void start() {
        periodic = Thread.ofVirtual().name("garbage-collector").start(() -> {
            try {
                while (!closed) {
                    Duration pause = passed() ? PERIOD : AGAIN;
                    due = clock.instant().plus(pause);
                    if (called.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                        called.drainPermits();
                    }
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt(); // closed
            }
        });
    }

    /// One refusal or outage must not be the end of all passes.
    private boolean passed() throws InterruptedException {
        try {
            collect();
            troubles.remove(EVERYWHERE);
            return true;
        } catch (WorldException e) {
            LOG.warn(
                    "garbage collection cannot list namespaces: {}", e.failure().what());
            trouble(EVERYWHERE, e.failure(), AGAIN);
            return false;
        } finally {
            lastTurn = clock.instant();
        }
    }

    private void trouble(ObjectKey project, Failure failure, Duration again) {
        failed.increment();
        Instant now = clock.instant();
        troubles.merge(
                project,
                new Trouble(failure, now, now.plus(again), 1),
                (before, next) -> new Trouble(failure, before.since(), next.next(), before.attempts() + 1));
    }

    @Override
    public void close() {
        closed = true;
        if (periodic.isVirtual()) {
            periodic.interrupt();
        }
    }

    /// Makes one pass over all Projects.
    ///
    /// @return how many errors were met; each is in the log
    public int collect() throws InterruptedException {
        var errors = new AtomicInteger();
        List<KubeObject> namespaces = kube.list(Kinds.NAMESPACE, "", LabelSelector.equal(Labels.PROJECT, "true"));
        List<ObjectKey> projects = namespaces.stream()
                .map(namespace -> ObjectKey.cluster(namespace.name()))
                .toList();
        troubles.keySet().removeIf(key -> !key.equals(EVERYWHERE) && !projects.contains(key));
        try (ExecutorService workers =
                Executors.newFixedThreadPool(WORKERS, Thread.ofVirtual().factory())) {
            var passes = new ArrayList<Callable<Void>>();
            for (KubeObject namespace : namespaces) {
                passes.add(() -> {
                    turn(namespace.name(), errors);
                    return null;
                });
            }
            for (Future<Void> pass : workers.invokeAll(passes)) {
                pass.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a pass failed unexpectedly", e.getCause());
        }
        return errors.get();
    }

    private void turn(String project, AtomicInteger errors) {
        ObjectKey key = ObjectKey.cluster(project);
        Trouble before = troubles.get(key);
        running.put(key, clock.instant());
        try {
            collect(project, errors);
        } finally {
            running.remove(key);
            turns.increment();
            lastTurn = clock.instant();
        }
        if (before != null) {
            troubles.remove(key, before); // nothing has failed this time
        }
    }

    private void collect(String project, AtomicInteger errors) {
        Instant now = clock.instant();
        attempt(project, "read Project \"" + project + "\"", errors, () -> {
            List<Stage> stages =
                    read(Kinds.STAGE, project).stream().map(Stage::read).toList();
            List<Promotion> promotions =
                    read(Kinds.PROMOTION, project).stream().map(Promotion::read).toList();
            for (Stage stage : stages) {
                String name = stage.metadata().name();
                List<Promotion> own = promotions.stream()
                        .filter(promotion -> promotion.spec().stage().equals(name))
                        .toList();
                delete(Kinds.PROMOTION, project, Garbage.promotions(own, retention, now), errors);
            }
            freight(project, stages, now, errors);
        });
    }

    private void freight(String project, List<Stage> stages, Instant now, AtomicInteger errors) {
        List<Freight> freight =
                read(Kinds.FREIGHT, project).stream().map(Freight::read).toList();
        for (KubeObject warehouse : read(Kinds.WAREHOUSE, project)) {
            FreightOrigin origin = FreightOrigin.warehouse(warehouse.name());
            List<Freight> own = freight.stream()
                    .filter(piece -> piece.origin().equals(origin))
                    .toList();
            delete(Kinds.FREIGHT, project, Garbage.freight(own, stages, retention, now), errors);
        }
    }

    private List<KubeObject> read(ResourceType type, String project) {
        return kube.list(type, project, LabelSelector.EVERYTHING);
    }

    private void delete(ResourceType type, String project, List<String> names, AtomicInteger errors) {
        for (String name : names) {
            attempt(
                    project,
                    "delete " + type.kind() + " \"" + name + "\" of Project \"" + project + "\"",
                    errors,
                    () -> kube.delete(type, new ObjectKey(project, name)));
        }
    }

    private void attempt(String project, String what, AtomicInteger errors, Runnable action) {
        try {
            action.run();
        } catch (WorldException e) {
            errors.incrementAndGet();
            trouble(ObjectKey.cluster(project), e.failure(), PERIOD);
            LOG.warn("garbage collection cannot {}: {}", what, e.failure().what());
        }
    }
}
