package dev.supercargo.controllers.management;

import dev.supercargo.decisions.garbage.Garbage;
import dev.supercargo.decisions.garbage.Retention;
import dev.supercargo.kube.client.Kube;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes old Promotions and Freight in all Projects (controllers.md 15): one pass, or a pass each hour. A failure is
/// logged and stops nothing but the deletion that it concerns.
public final class GarbageCollector implements AutoCloseable {
    /// Time between two passes.
    public static final Duration PERIOD = Duration.ofHours(1);
    /// A pass that could not begin is tried again after that.
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private static final int WORKERS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(GarbageCollector.class);

    private final Kube kube;
    private final Retention retention;
    private final InstantSource clock;
    private volatile Thread periodic = Thread.currentThread();
    private volatile boolean closed;

    /// @param kube the API under the identity of the garbage collector
    public GarbageCollector(Kube kube, Retention retention, InstantSource clock) {
        this.kube = kube;
        this.retention = retention;
        this.clock = clock;
    }

    /// Makes passes, the first one at once, until closed.
    public void start() {
        periodic = Thread.ofVirtual().name("garbage-collector").start(() -> {
            try {
                while (!closed) {
                    Thread.sleep(passed() ? PERIOD : AGAIN);
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
            return true;
        } catch (WorldException e) {
            LOG.warn(
                    "garbage collection cannot list namespaces: {}", e.failure().what());
            return false;
        }
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
        try (ExecutorService workers =
                Executors.newFixedThreadPool(WORKERS, Thread.ofVirtual().factory())) {
            var passes = new ArrayList<Callable<Void>>();
            for (KubeObject namespace : namespaces) {
                passes.add(() -> {
                    collect(namespace.name(), errors);
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

    private void collect(String project, AtomicInteger errors) {
        Instant now = clock.instant();
        attempt("read Project \"" + project + "\"", errors, () -> {
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
                    "delete " + type.kind() + " \"" + name + "\" of Project \"" + project + "\"",
                    errors,
                    () -> kube.delete(type, new ObjectKey(project, name)));
        }
    }

    private static void attempt(String what, AtomicInteger errors, Runnable action) {
        try {
            action.run();
        } catch (WorldException e) {
            errors.incrementAndGet();
            LOG.warn("garbage collection cannot {}: {}", what, e.failure().what());
        }
    }
}
