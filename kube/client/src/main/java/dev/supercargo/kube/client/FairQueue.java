package dev.supercargo.kube.client;

import dev.supercargo.meta.ObjectKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Keys that wait for a turn. A key waits at most once; while it is being looked at, a wake is remembered for
/// afterwards;
/// namespaces take turns, so that a thousand keys of one delay another by one turn.
final class FairQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Map<String, LinkedHashSet<ObjectKey>> waiting = new HashMap<>();
    private final ArrayDeque<String> order = new ArrayDeque<>();
    private final Set<ObjectKey> busy = new HashSet<>();
    private final Set<ObjectKey> again = new HashSet<>();
    /// Since when each key waits, the one that has waited longest first.
    private final LinkedHashMap<ObjectKey, Instant> since = new LinkedHashMap<>();

    private final InstantSource clock;
    private boolean closed;

    FairQueue(InstantSource clock) {
        this.clock = clock;
    }

    /// Marks a key as due.
    void add(ObjectKey key) {
        lock.lock();
        try {
            if (busy.contains(key)) {
                again.add(key);
            } else {
                enqueue(key);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until a key waits; false once closed.
    boolean awaitKey() throws InterruptedException {
        lock.lock();
        try {
            while (order.isEmpty() && !closed) {
                filled.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /// The next key, waiting for one; empty once closed. The caller says [#done] afterwards.
    Optional<ObjectKey> take() throws InterruptedException {
        lock.lock();
        try {
            while (order.isEmpty() && !closed) {
                filled.await();
            }
            if (closed) {
                return Optional.empty();
            }
            String namespace = order.removeFirst();
            LinkedHashSet<ObjectKey> keys = waiting.get(namespace);
            if (keys == null) {
                throw new IllegalStateException("no keys of " + namespace);
            }
            ObjectKey key = keys.removeFirst();
            if (keys.isEmpty()) {
                waiting.remove(namespace);
            } else {
                order.addLast(namespace);
            }
            busy.add(key);
            since.remove(key);
            return Optional.of(key);
        } finally {
            lock.unlock();
        }
    }

    /// Ends a turn; the key is due again if somebody woke it meanwhile.
    void done(ObjectKey key) {
        lock.lock();
        try {
            busy.remove(key);
            if (again.remove(key)) {
                enqueue(key);
            }
        } finally {
            lock.unlock();
        }
    }

    /// How many keys wait.
    int depth() {
        lock.lock();
        try {
            return waiting.values().stream().mapToInt(Set::size).sum();
        } finally {
            lock.unlock();
        }
    }

    /// Since when the key that has waited longest does, if one waits.
    Optional<Instant> waitingSince() {
        lock.lock();
        try {
            return since.values().stream().findFirst();
        } finally {
            lock.unlock();
        }
    }

    /// Lets waiting takers go.
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(ObjectKey key) {
        LinkedHashSet<ObjectKey> keys = waiting.get(key.namespace());
        if (keys == null) {
            keys = new LinkedHashSet<>();
            waiting.put(key.namespace(), keys);
            order.addLast(key.namespace());
        }
        keys.add(key);
        since.putIfAbsent(key, clock.instant());
        filled.signal();
    }
}
