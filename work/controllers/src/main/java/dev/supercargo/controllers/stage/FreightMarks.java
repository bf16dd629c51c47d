package dev.supercargo.controllers.stage;

import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Writes marks into the status of Freight. While a patch of one Freight is on its way, further marks of it are
/// gathered and
/// go into the next one together: a thousand Stages that receive one Freight cause a few writes, not a thousand.
///
/// All state is guarded by [#lock].
final class FreightMarks {
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

    /// Writes what waits for a Freight; what was added meanwhile is written by a thread of its own, so that no turn
    /// works for
    /// others for ever.
    private void writeNext(ObjectKey freight) {
        Batch batch = take(freight);
        if (batch == null) {
            return;
        }
        try {
            kube.patchStatus(Kinds.FREIGHT, freight, Map.of("status", batch.status));
        } catch (RuntimeException e) {
            batch.failure = e;
        } finally {
            batch.over.countDown();
        }
        if (hasMore(freight)) {
            Thread.ofVirtual().name("marks of " + freight).start(() -> writeNext(freight));
        }
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
