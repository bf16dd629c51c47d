package dev.supercargo.controllers.stage;

import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.MergePatch;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Writes marks into the status of Freight. While a patch of one Freight is on its way, further marks of it are
/// gathered and
/// go into the next one together: a thousand Stages that receive one Freight cause a few writes, not a thousand.
///
/// All state is guarded by [#lock].
final class FreightMarks {
    private static final int ATTEMPTS = 10;
    private static final int GATHERED = 8;
    private static final long LEAST_NANOS = 1_000_000;
    private static final long MOST_NANOS = 400_000_000;

    private final Kube kube;
    private final boolean gathers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ObjectKey, Line> lines = new HashMap<>();

    /// @param gathers whether there may be marks of others to gather; not where one turn is taken at a time:
    ///     there a mark is written while it is awaited
    FreightMarks(Kube kube, boolean gathers) {
        this.kube = kube;
        this.gathers = gathers;
    }

    /// The marks of one Freight: some may be on their way, some wait.
    private static final class Line {
        @Nullable
        Batch waiting;
    }

    /// Marks that are written together, and what became of them.
    private static final class Batch {
        final Map<String, Object> status = new LinkedHashMap<>();
        final CountDownLatch over = new CountDownLatch(1);
        volatile @Nullable RuntimeException failure;
    }

    /// A mark that is on its way.
    @FunctionalInterface
    interface Pending {
        /// Waits until it is stored.
        ///
        /// @throws WorldException as the write does
        void await() throws InterruptedException;
    }

    /// Merges a patch into the Freight's status, soon.
    Pending mark(ObjectKey freight, Map<String, Object> status) {
        if (!gathers) {
            return () -> write(freight, status);
        }
        Batch batch;
        lock.lock();
        try {
            boolean first = !lines.containsKey(freight);
            Line line = lines.computeIfAbsent(freight, _ -> new Line());
            Batch waiting = line.waiting;
            batch = waiting == null ? new Batch() : waiting;
            line.waiting = batch;
            merge(batch.status, status);
            if (first) {
                Thread.ofVirtual().name("marks of " + freight).start(() -> writeAll(freight));
            }
        } finally {
            lock.unlock();
        }
        return () -> {
            batch.over.await();
            RuntimeException failure = batch.failure;
            if (failure != null) {
                throw failure;
            }
        };
    }

    /// Writes what waits for a Freight, on a thread of its own, until nothing waits. Between two writes marks
    /// are gathered for a multiple of what the last one took, so that writing marks of one Freight, which grows
    /// with them, never takes more than a fraction of a processor.
    private void writeAll(ObjectKey freight) {
        Optional<Batch> next = take(freight);
        while (next.isPresent()) {
            long began = System.nanoTime();
            carryOut(freight, next.get());
            long took = System.nanoTime() - began;
            LockSupport.parkNanos(Math.min(Math.max(took * GATHERED, LEAST_NANOS), MOST_NANOS));
            next = take(freight);
        }
    }

    private void carryOut(ObjectKey freight, Batch batch) {
        try {
            write(freight, batch.status);
        } catch (RuntimeException e) {
            batch.failure = e;
        } catch (StackOverflowError | AssertionError e) {
            batch.failure = new IllegalStateException("cannot write marks of " + freight, e);
        } finally {
            batch.over.countDown();
        }
    }

    /// Writes a patch. Where it takes the last entry of a map away, the map itself goes: an empty one would
    /// stay behind. That is only right as long as nobody else adds an entry meanwhile, so it is tied to the
    /// version that was looked at.
    private void write(ObjectKey freight, Map<String, Object> status) {
        int attempt = 1;
        while (!written(freight, status, attempt < ATTEMPTS)) {
            attempt++;
        }
    }

    /// Whether it was written; not where somebody else was faster and `again` lets it be tried again.
    private boolean written(ObjectKey freight, Map<String, Object> status, boolean again) {
        Optional<KubeObject> stored = removesSomething(status) ? kube.get(Kinds.FREIGHT, freight) : Optional.empty();
        var patch = new LinkedHashMap<String, Object>();
        Map<String, Object> wanted = Json.copy(status);
        if (stored.isPresent() && emptied(wanted, Json.object(stored.get().view(), "status"))) {
            patch.put("metadata", Map.of("resourceVersion", stored.get().resourceVersion()));
        }
        patch.put("status", wanted);
        try {
            kube.patchStatus(Kinds.FREIGHT, freight, patch);
            return true;
        } catch (WorldException e) {
            if (again && e.failure() instanceof Failure.Conflict) {
                return false;
            }
            throw e;
        }
    }

    private static boolean removesSomething(Map<String, Object> status) {
        return status.values().stream()
                .anyMatch(marks ->
                        marks instanceof Map<?, ?> map && map.values().stream().anyMatch(Objects::isNull));
    }

    /// Replaces patches that leave nothing of a map by the removal of the map; whether there was one.
    private static boolean emptied(Map<String, Object> patch, Map<String, Object> stored) {
        boolean any = false;
        for (Map.Entry<String, Object> entry : patch.entrySet()) {
            Map<String, Object> before = Json.object(stored, entry.getKey());
            var after = Json.asObject(MergePatch.apply(before, entry.getValue()));
            if (after.isEmpty() && entry.getValue() instanceof Map<?, ?>) {
                Json.putNullable(patch, entry.getKey(), null);
                any = true;
            }
        }
        return any;
    }

    /// The marks that wait; where there are none, the line is given up.
    private Optional<Batch> take(ObjectKey freight) {
        lock.lock();
        try {
            Line line = lines.get(freight);
            Optional<Batch> batch = line == null ? Optional.empty() : Optional.ofNullable(line.waiting);
            if (line != null && batch.isPresent()) {
                line.waiting = null;
            } else {
                lines.remove(freight);
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /// Adds a merge patch to another, keeping removals.
    private static void merge(Map<String, Object> into, Map<String, Object> more) {
        more.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner && into.get(key) instanceof Map<?, ?> known) {
                merge(Json.asObject(known), Json.asObject(inner));
            } else {
                Json.putNullable(into, key, Json.copyOf(value));
            }
        });
    }
}
