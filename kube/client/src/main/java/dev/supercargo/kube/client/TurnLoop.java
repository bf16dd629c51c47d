package dev.supercargo.kube.client;

import dev.supercargo.meta.Failure;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one [Controller]: a fair queue, permits, a virtual thread per turn, back-off, timers. It is also the
/// only place that catches broadly: a failed turn is tried again and stops no other.
public final class TurnLoop implements Controller {
    private static final Logger LOG = LoggerFactory.getLogger(TurnLoop.class);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(5);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(60);
    /// A refused turn is tried at least this often, so that it goes on soon after the permission is back.
    private static final Duration LONGEST_AFTER_REFUSAL = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(10);

    /// The permits of the loop that takes the current turn.
    private static final ScopedValue<Semaphore> PERMITS = ScopedValue.newInstance();

    private final String name;
    private final Turn turn;
    private final InstantSource clock;
    private final FairQueue queue;
    private final Semaphore permits;
    private final Timers<ObjectKey> timers;
    private final Map<ObjectKey, Trouble> troubles = new ConcurrentHashMap<>();
    /// The keys that are looked at, and since when.
    private final Map<ObjectKey, Instant> taken = new ConcurrentHashMap<>();

    private final LongAdder turns = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private volatile Instant lastTurn;
    /// Delayed wakes, apart from what turns ask for: neither may replace the other, and the first of a crowd stays.
    private final Timers<ObjectKey> delayed;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    /// A loop that is not started yet; `concurrency` bounds the turns at one time.
    public TurnLoop(String name, int concurrency, InstantSource clock, Turn turn) {
        this.name = name;
        this.turn = turn;
        this.clock = clock;
        this.permits = new Semaphore(concurrency);
        this.queue = new FairQueue(clock);
        this.lastTurn = clock.instant();
        this.timers = new Timers<>(name, clock, queue::add);
        this.delayed = new Timers<>(name + "-delayed", clock, queue::add);
    }

    @Override
    public void wake(ObjectKey key) {
        queue.add(key);
    }

    @Override
    public void wakeBy(ObjectKey key, Instant latest) {
        delayed.setSooner(key, latest);
    }

    @Override
    public void start() {
        Thread.ofVirtual().name(name).start(this::dispatch);
    }

    /// Something that a turn waits for.
    @FunctionalInterface
    public interface Wait {
        void await() throws InterruptedException;
    }

    /// Waits within a turn for what others do, and meanwhile does not count as one of the turns that are taken
    /// at one time.
    public static void waiting(Wait wait) throws InterruptedException {
        if (!PERMITS.isBound()) {
            wait.await();
            return;
        }
        Semaphore permits = PERMITS.get();
        permits.release();
        try {
            wait.await();
        } finally {
            permits.acquireUninterruptibly();
        }
    }

    private void dispatch() {
        try {
            // A permit is taken only for a key that is there: turns that come back from a wait must find the others.
            while (queue.awaitKey()) {
                permits.acquire();
                Optional<ObjectKey> key = queue.take();
                if (key.isEmpty()) {
                    return;
                }
                Thread thread = Thread.ofVirtual().name(name + " " + key.get()).unstarted(() -> run(key.get()));
                running.add(thread);
                thread.start();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(ObjectKey key) {
        long began = System.nanoTime();
        taken.put(key, clock.instant());
        try {
            timers.cancel(key);
            delayed.cancel(key);
            Turn.Next next = ScopedValue.where(PERMITS, permits).call(() -> turn.take(key));
            troubles.remove(key);
            switch (next) {
                case Turn.Next.Rest _ -> {}
                case Turn.Next.LookAgain(var at) -> timers.set(key, at);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (WorldException e) {
            retry(key, e.failure(), e);
        } catch (Exception | StackOverflowError | AssertionError e) {
            retry(key, new Failure.Permanent("a bug: " + e), e);
        } finally {
            taken.remove(key);
            turns.increment();
            nanos.add(System.nanoTime() - began);
            lastTurn = clock.instant();
            running.remove(Thread.currentThread());
            queue.done(key);
            permits.release();
        }
    }

    private void retry(ObjectKey key, Failure failure, Throwable cause) {
        if (closed.get()) {
            return;
        }
        failed.increment();
        Instant now = clock.instant();
        Trouble before = troubles.get(key);
        int attempt = before == null ? 1 : before.attempts() + 1;
        Duration wait = backOff(attempt, failure);
        troubles.put(key, new Trouble(failure, before == null ? now : before.since(), now.plus(wait), attempt));
        timers.set(key, now.plus(wait));
        switch (failure) {
            case Failure.Conflict _ -> LOG.debug("{}: {} again in {}: {}", name, key, wait, failure.what());
            case Failure.Transient _, Failure.NotFound _, Failure.Forbidden _, Failure.Invalid _ ->
                LOG.warn("{}: {} again in {}: {}", name, key, wait, failure.what());
            case Failure.Permanent _ -> LOG.error("{}: {} again in {}: {}", name, key, wait, failure.what(), cause);
        }
    }

    /// How long to wait before the given attempt is repeated: 5 ms doubling to 60 s, what the other side
    /// asked for, and never more than 2 s after a refusal.
    public static Duration backOff(int attempt, Failure failure) {
        Duration doubled = FIRST_BACK_OFF.multipliedBy(1L << Math.min(attempt - 1, 20));
        Duration longest = failure instanceof Failure.Forbidden ? LONGEST_AFTER_REFUSAL : LONGEST_BACK_OFF;
        Duration wait = doubled.compareTo(longest) > 0 ? longest : doubled;
        return failure instanceof Failure.Transient refused
                        && refused.retryAfter().compareTo(wait) > 0
                ? refused.retryAfter()
                : wait;
    }

    @Override
    public Pulse pulse() {
        return new Pulse(
                name,
                queue.depth(),
                queue.waitingSince(),
                Map.copyOf(taken),
                lastTurn,
                new Pulse.Turns(turns.sum(), failed.sum(), Duration.ofNanos(nanos.sum())),
                troubles);
    }

    @Override
    public void close() {
        closed.set(true);
        queue.close();
        timers.close();
        delayed.close();
        Instant limit = Instant.now().plus(GRACE);
        try {
            while (!running.isEmpty() && Instant.now().isBefore(limit)) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.forEach(Thread::interrupt);
    }
}
