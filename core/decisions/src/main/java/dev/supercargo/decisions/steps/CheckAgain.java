package dev.supercargo.decisions.steps;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a Promotion that is still running is looked at again (controllers.md 12.7).
public final class CheckAgain {
    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final Duration LEAST = Duration.ofSeconds(10);

    private CheckAgain() {}

    /// How long to wait: the step's wish, but at least ten seconds; five minutes without a wish; earlier where the
    /// step's time runs out before. Never negative: a deadline that has passed means at once.
    ///
    /// @param wish the step's wish
    /// @param startedAt when the current step began
    /// @param timeout the current step's limit
    public static Duration after(
            Optional<Duration> wish, Optional<Instant> startedAt, Optional<Duration> timeout, Instant now) {
        Duration base = wish.map(d -> d.compareTo(LEAST) < 0 ? LEAST : d).orElse(USUAL);
        if (startedAt.isEmpty() || timeout.filter(d -> d.isPositive()).isEmpty()) {
            return base;
        }
        Duration left = Duration.between(now, startedAt.get().plus(timeout.get()));
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(base) < 0 ? left : base;
    }
}
