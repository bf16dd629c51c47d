package dev.supercargo.kube.apiserver;

import dev.supercargo.kube.store.Store;
import dev.supercargo.kube.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends what has expired, and forgets history that nobody can need any more (kubernetes-api.md 15.5): at least five
/// minutes and 10,000 revisions are kept.
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration EXPIRE_EVERY = Duration.ofSeconds(30);
    private static final int ROUNDS_BETWEEN_COMPACTIONS = 10;
    private static final long KEPT_REVISIONS = 10_000;

    private final Store store;
    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);

    Housekeeping(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    void start() {
        Thread.ofVirtual().name("housekeeping").start(this::run);
    }

    private void run() {
        long seen = store.revision();
        try {
            for (int round = 1; !closed.await(EXPIRE_EVERY.toSeconds(), TimeUnit.SECONDS); round++) {
                try {
                    store.expire(clock.instant());
                    if (round % ROUNDS_BETWEEN_COMPACTIONS == 0) {
                        store.compact(Math.min(seen, store.revision() - KEPT_REVISIONS));
                        seen = store.revision();
                    }
                } catch (StoreException e) {
                    LOG.warn("housekeeping is put off: {}", e.getMessage());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
