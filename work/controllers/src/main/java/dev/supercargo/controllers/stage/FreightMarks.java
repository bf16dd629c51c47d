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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Writes marks into the status of Freight. While a patch of one Freight is on its way, further marks of it are
/// gathered and
/// go into the next one together: a thousand Stages that receive one Freight cause a few writes, not a thousand.
///
/// All state is guarded by [#lock].
final class FreightMarks {
    private static final int ATTEMPTS = 10;
    private static final int GATHERED = 3;
    private static final long LEAST_NANOS = 1_000_000;
    private static final long MOST_NANOS = 250_000_000;

    private final Kube kube;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ObjectKey, Line> lines = new HashMap<>();

    FreightMarks(Kube kube) {
        this.kube = kube;
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

    /// Merges a patch into the Freight's status and waits until it is stored.
    ///
    /// @throws WorldException as the write does
    void mark(ObjectKey freight, Map<String, Object> status) throws InterruptedException {
        Batch batch;
        boolean first;
        lock.lock();
        try {
            first = !lines.containsKey(freight);
            Line line = lines.computeIfAbsent(freight, _ -> new Line());
            Batch waiting = line.waiting;
            batch = waiting == null ? new Batch() : waiting;
            line.waiting = batch;
            merge(batch.status, status);
        } finally {
            lock.unlock();
        }
        if (first) {
            writeNext(freight);
        }
        batch.over.await();
        RuntimeException failure = batch.failure;
        if (failure != null) {
            throw failure;
        }
    }

    /// Writes what waits for a Freight; what is added meanwhile is written by a thread of its own, so that no turn
    /// works for others for ever.
    private void writeNext(ObjectKey freight) {
        Batch batch = take(freight);
        if (batch == null) {
            return;
        }
        long began = System.nanoTime();
        try {
            write(freight, batch.status);
        } catch (RuntimeException e) {
            batch.failure = e;
        } finally {
            batch.over.countDown();
        }
        Thread.ofVirtual().name("marks of " + freight).start(() -> goOn(freight, System.nanoTime() - began));
    }

    /// Gathers for a while, then writes what came in. The while is a multiple of what the last write took, so that
    /// writing marks of one Freight, which grows with them, never takes more than a fraction of a processor.
    private void goOn(ObjectKey freight, long tookNanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(Math.max(tookNanos * GATHERED, LEAST_NANOS), MOST_NANOS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (hasMore(freight)) {
            writeNext(freight);
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

    private @Nullable Batch take(ObjectKey freight) {
        lock.lock();
        try {
            Line line = lines.get(freight);
            Batch batch = line == null ? null : line.waiting;
            if (line != null) {
                line.waiting = null;
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /// Whether marks wait; if not, the line is given up.
    private boolean hasMore(ObjectKey freight) {
        lock.lock();
        try {
            Line line = lines.get(freight);
            boolean more = line != null && line.waiting != null;
            if (!more) {
                lines.remove(freight);
            }
            return more;
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
