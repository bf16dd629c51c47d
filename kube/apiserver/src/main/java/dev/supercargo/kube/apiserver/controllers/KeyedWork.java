package dev.supercargo.kube.apiserver.controllers;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.store.StoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keys to work on, each once however often it is added, by a few virtual threads; what fails is tried again later.
/// Guarded by its lock.
final class KeyedWork<K> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyedWork.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final String name;
    private final Consumer<K> work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LinkedHashSet<K> waiting = new LinkedHashSet<>();
    private final LinkedHashSet<K> inHand = new LinkedHashSet<>();
    private final Map<K, Integer> failures = new HashMap<>();
    private boolean closed;

    KeyedWork(String name, int threads, Consumer<K> work) {
        this.name = name;
        this.work = work;
        for (int i = 0; i < threads; i++) {
            Thread.ofVirtual().name(name + "-" + i).start(this::run);
        }
    }

    void add(K key) {
        lock.lock();
        try {
            if (!closed && waiting.add(key)) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (true) {
            Optional<K> key = take();
            if (key.isEmpty()) {
                return;
            }
            try {
                work.accept(key.get());
                finished(key.get(), true);
            } catch (ApiError | StoreException e) {
                LOG.debug("{}: {} is tried again: {}", name, key.get(), e.getMessage());
                finished(key.get(), false);
            } catch (RuntimeException e) {
                LOG.error("{}: {} failed", name, key.get(), e);
                finished(key.get(), false);
            }
        }
    }

    private Optional<K> take() {
        lock.lock();
        try {
            while (!closed) {
                Optional<K> next =
                        waiting.stream().filter(key -> !inHand.contains(key)).findFirst();
                if (next.isPresent()) {
                    waiting.remove(next.get());
                    inHand.add(next.get());
                    return next;
                }
                changed.awaitUninterruptibly();
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void finished(K key, boolean well) {
        lock.lock();
        try {
            inHand.remove(key);
            if (well) {
                failures.remove(key);
            } else {
                int count = failures.merge(key, 1, Integer::sum);
                long millis = Math.min(LONGEST_PAUSE.toMillis(), 50L << Math.min(count, 12));
                later(key, Duration.ofMillis(millis));
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Adds a key after a while.
    void later(K key, Duration pause) {
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> add(key));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
