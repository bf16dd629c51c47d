package dev.supercargo.app;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Collects the old generation once it has grown by half since the last time, and once it has been still for a while:
/// left to itself, the serial collector rather takes more memory, up to all that it may have.
final class OldGeneration {
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final int LOOKS_UNTIL_STILL = 20;
    private static final long LEAST_GROWTH = 32L * 1024 * 1024;
    private static final long LEAST_GROWTH_WHEN_STILL = 8L * 1024 * 1024;

    private final MemoryPoolMXBean pool;
    private long before;
    private int still;

    private OldGeneration(MemoryPoolMXBean pool) {
        this.pool = pool;
    }

    /// Begins to look after it, where the collector has one and leaves it alone.
    static void lookAfter() {
        Optional<MemoryPoolMXBean> pool = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(one -> one.getName().equals("Tenured Gen") && one.getCollectionUsage() != null)
                .findFirst();
        pool.ifPresent(
                found -> Thread.ofPlatform().daemon().name("old-generation").start(new OldGeneration(found)::run));
    }

    private void run() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
                if (isWorthIt(
                        pool.getCollectionUsage().getUsed(), pool.getUsage().getUsed())) {
                    System.gc();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether to collect now, where `live` was left by the last full collection and `used` is in use.
    private boolean isWorthIt(long live, long used) {
        still = used == before ? still + 1 : 0;
        before = used;
        return used - live > Math.max(LEAST_GROWTH, live / 2)
                || (still == LOOKS_UNTIL_STILL && used - live > LEAST_GROWTH_WHEN_STILL);
    }
}
