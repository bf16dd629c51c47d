package dev.supercargo.kube.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A watch with a bounded queue: the writer never waits for the reader; a reader that falls behind is cut off.
final class QueueWatch implements Watch {
    /// How many live changes may wait; what a watch catches up with at its start does not count.
    static final int MOST_WAITING = 16_384;

    final String prefix;
    private final long from;
    private final LongSupplier published;
    private final Runnable unregister;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();

    private final ArrayDeque<Change> waiting = new ArrayDeque<>();
    private int allowed;
    private boolean overflowed;
    private @Nullable String closed;
    private long last;
    private volatile long seen;

    /// `published` names a revision up to which every change has been offered.
    QueueWatch(String prefix, long from, LongSupplier published, java.util.function.Consumer<QueueWatch> unregister) {
        this.prefix = prefix;
        this.from = from;
        this.published = published;
        this.unregister = () -> unregister.accept(this);
        this.seen = from - 1;
        this.last = from - 1;
        this.allowed = MOST_WAITING;
    }

    /// Changes of the past, before any live one.
    void catchUp(List<Change> past) {
        lock.lock();
        try {
            waiting.addAll(past);
            allowed = past.size() + MOST_WAITING;
        } finally {
            lock.unlock();
        }
    }

    void offer(Change change) {
        lock.lock();
        try {
            if (closed != null || overflowed || change.revision() < from) {
                return;
            }
            if (waiting.size() >= allowed) {
                overflowed = true;
                waiting.clear();
            } else {
                waiting.addLast(change);
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Change> poll(Duration patience) throws InterruptedException {
        long nanos = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                if (overflowed) {
                    throw new StoreException.Slow(last);
                }
                if (closed != null) {
                    throw new StoreException.Closed(closed);
                }
                long complete = published.getAsLong();
                if (!waiting.isEmpty()) {
                    var batch = new ArrayList<>(waiting);
                    waiting.clear();
                    allowed = MOST_WAITING;
                    last = batch.getLast().revision();
                    seen = Math.max(seen, Math.max(last, complete));
                    return batch;
                }
                seen = Math.max(seen, complete);
                if (nanos <= 0) {
                    return List.of();
                }
                nanos = arrived.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long seen() {
        return seen;
    }

    @Override
    public void close() {
        unregister.run();
        end("the watch");
    }

    void end(String what) {
        lock.lock();
        try {
            closed = what;
            waiting.clear();
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
