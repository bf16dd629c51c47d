package dev.supercargo.kube.client;

import dev.supercargo.meta.ObjectKey;
import java.time.Instant;

/// Takes turns for the keys that were woken: one turn per key at a time, each on a virtual thread, fair between
/// namespaces, failures retried with back-off (5 ms doubling to 60 s).
public interface Controller extends AutoCloseable {
    /// Marks a key as due now. Wakes that arrive while the key waits are one; while it is being looked at, they
    /// cause one more turn.
    void wake(ObjectKey key);

    /// Marks a key as due at `latest`: for wakes that come in crowds and may share one turn.
    void wakeBy(ObjectKey key, Instant latest);

    /// Begins to take turns.
    void start();

    /// How it is; nothing is known of one that has no queue of its own.
    default Pulse pulse() {
        return Pulse.UNKNOWN;
    }

    /// Stops: no new turn begins, running ones are interrupted after the grace period.
    @Override
    void close();
}
