package dev.supercargo.kube.client;

import dev.supercargo.meta.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// How a [Controller] is, at one moment.
///
/// @param name its name, such as `stages`
/// @param waiting how many keys are due and wait for a turn
/// @param waitingSince since when the one that has waited longest does
/// @param running the turns that are being taken, and since when
/// @param lastTurn when the last turn ended, or the controller began
/// @param turns what turns have come to so far
/// @param troubles the keys whose turns fail
public record Pulse(
        String name,
        int waiting,
        Optional<Instant> waitingSince,
        Map<ObjectKey, Instant> running,
        Instant lastTurn,
        Turns turns,
        Map<ObjectKey, Trouble> troubles) {
    /// Nothing is known.
    static final Pulse UNKNOWN =
            new Pulse("", 0, Optional.empty(), Map.of(), Instant.EPOCH, new Turns(0, 0, Duration.ZERO), Map.of());

    public Pulse {
        running = Map.copyOf(running);
        troubles = Map.copyOf(troubles);
    }

    /// How many turns there were, how many of them failed, and how long all of them took together.
    public record Turns(long all, long failed, Duration taken) {}

    /// Since when work has been due while no turn came to its end, if that has lasted longer than `patience`.
    public Optional<Instant> stuckSince(Instant now, Duration patience) {
        return waitingSince
                .map(since -> since.isAfter(lastTurn) ? since : lastTurn)
                .filter(since -> since.plus(patience).isBefore(now));
    }
}
