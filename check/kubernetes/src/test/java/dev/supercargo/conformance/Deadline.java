package dev.supercargo.conformance;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// Holds a system to a bound on a machine that others use, too: what counts is the bound and, three times
/// over, how long a thread that wanted to run had to wait since then. (Between a refusal and the channel
/// that shows it, about three threads follow each other.) On an idle machine that is the bound itself.
final class Deadline implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(10);
    private static final int HANDOVERS = 3;
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Duration bound;
    private final AtomicLong waited = new AtomicLong();
    private final Thread sampler = Thread.ofPlatform().daemon().name("lag").unstarted(this::sample);

    Deadline(Duration bound) {
        this.bound = bound;
        sampler.start();
    }

    private void sample() {
        try {
            while (true) {
                long before = System.nanoTime();
                Thread.sleep(TICK);
                waited.addAndGet(Math.max(0, System.nanoTime() - before - TICK.toNanos()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A moment from which on the bound counts.
    ///
    /// @param nanos of [System#nanoTime]
    record From(long nanos, long waited) {}

    From from(long nanos) {
        return new From(nanos, waited.get());
    }

    /// Looks until something is as wanted, and says how long after the moment that was.
    ///
    /// @throws AssertionError where it took too long
    <T> Duration await(String what, From from, Callable<T> look, Predicate<T> wanted) throws Exception {
        while (true) {
            T seen = look.call();
            Duration took = Duration.ofNanos(System.nanoTime() - from.nanos());
            if (wanted.test(seen)) {
                return took;
            }
            Duration lag = Duration.ofNanos(waited.get() - from.waited());
            Duration limit = bound.plus(lag.multipliedBy(HANDOVERS));
            if (took.compareTo(limit) > 0 || took.compareTo(LONGEST) > 0) {
                throw new AssertionError(what + ": not within " + bound.toMillis() + " ms (and " + HANDOVERS + " times "
                        + lag.toMillis() + " ms of waiting for a processor); now: " + seen);
            }
            Thread.sleep(POLL);
        }
    }

    @Override
    public void close() {
        sampler.interrupt();
    }
}
