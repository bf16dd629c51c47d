package dev.supercargo.kube.client;

import dev.supercargo.meta.ObjectKey;
import java.time.Instant;

/// One look at one object: observe, decide, apply. The same key is never looked at twice at once.
@FunctionalInterface
public interface Turn {
    /// Takes the turn. A `WorldException` or a bug makes the loop retry with back-off; other keys go on.
    Next take(ObjectKey key) throws InterruptedException;

    /// When to look again if nothing wakes the key before.
    sealed interface Next {
        /// Nothing to wait for.
        record Rest() implements Next {}

        /// Look again at that moment (a moment in the past: at once).
        record LookAgain(Instant at) implements Next {}

        static Next rest() {
            return new Rest();
        }

        static Next at(Instant moment) {
            return new LookAgain(moment);
        }
    }
}
