package dev.supercargo.kube.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Moments at which things are due, at most one for each thing: of several requests for one thing the earliest
/// moment wins.
final class Timers<K> implements AutoCloseable {
    private record Due<K>(Instant at, long number, K key) implements Comparable<Due<K>> {
        @Override
        public int compareTo(Due<K> other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final InstantSource clock;
    private final Consumer<K> fire;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Due<K>> queue = new PriorityQueue<>();
    private final Map<K, Due<K>> current = new HashMap<>();
    private long counter;
    private boolean closed;

    /// `fire` is called on the timers' own thread and must be quick.
    Timers(String name, InstantSource clock, Consumer<K> fire) {
        this.clock = clock;
        this.fire = fire;
        Thread.ofVirtual().name(name + "-timers").start(this::run);
    }

    void set(K key, Instant at) {
        lock.lock();
        try {
            Due<K> waiting = current.get(key);
            if (waiting != null && !at.isBefore(waiting.at())) {
                return;
            }
            var due = new Due<>(at, counter++, key);
            current.put(key, due);
            queue.add(due);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// The same, but an earlier request stays.
    void setSooner(K key, Instant at) {
        lock.lock();
        try {
            Due<K> known = current.get(key);
            if (known == null || at.isBefore(known.at())) {
                set(key, at);
            }
        } finally {
            lock.unlock();
        }
    }

    void cancel(K key) {
        lock.lock();
        try {
            current.remove(key);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (true) {
                K key = next();
                if (key == null) {
                    return;
                }
                fire.accept(key);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @org.jspecify.annotations.Nullable K next() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                Due<K> first = queue.peek();
                if (first == null) {
                    changed.await();
                } else if (!first.equals(current.get(first.key()))) {
                    queue.remove();
                } else {
                    Duration left = Duration.between(clock.instant(), first.at());
                    if (left.isPositive()) {
                        changed.await(left.toNanos(), TimeUnit.NANOSECONDS);
                    } else {
                        queue.remove();
                        current.remove(first.key());
                        return first.key();
                    }
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
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
