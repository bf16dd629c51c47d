package dev.supercargo.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// SIGTERM and Ctrl-C as something one can wait for: the process ends, with status 0, once the command has put
/// everything away ([#done]).
public final class StopSignal {
    private static final long LONGEST_SECONDS = 20;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    /// Listens from now on.
    public StopSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    }

    /// Waits until somebody asks to stop.
    public void await() throws InterruptedException {
        asked.await();
    }

    /// Whether somebody has asked to stop.
    public boolean asked() {
        return asked.getCount() == 0;
    }

    /// Says that everything is put away.
    public void done() {
        done.countDown();
    }

    private void stop() {
        boolean signalled = done.getCount() > 0;
        asked.countDown();
        try {
            boolean inTime = done.await(LONGEST_SECONDS, TimeUnit.SECONDS);
            if (signalled && inTime) {
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
