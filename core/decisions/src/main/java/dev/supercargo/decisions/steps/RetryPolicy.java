package dev.supercargo.decisions.steps;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How often and how long a step is tried (controllers.md 13.4).
///
/// @param errorThreshold with this many errors the step ends; 1 means no second try
/// @param timeout how long it may take in all; empty for no limit
public record RetryPolicy(int errorThreshold, Optional<Duration> timeout) {
    /// One try, no limit.
    public static final RetryPolicy ONCE = new RetryPolicy(1, Optional.empty());

    /// What a step asks for, else what its kind does. A threshold of 0 is none asked for; a timeout of 0 or less is
    /// none.
    ///
    /// @param threshold the step's own, 0 where it names none
    /// @param timeout the step's own, empty where it names none
    public static RetryPolicy of(int threshold, Optional<Duration> timeout, RetryPolicy ofKind) {
        Optional<Duration> limit = timeout.isPresent() ? timeout : ofKind.timeout();
        return new RetryPolicy(
                threshold > 0 ? threshold : Math.max(1, ofKind.errorThreshold()),
                limit.filter(d -> !d.isNegative() && !d.isZero()));
    }

    /// Whether a step that began then has outlasted the limit.
    boolean isOutlasted(Optional<Instant> startedAt, Instant now) {
        return timeout.isPresent()
                && startedAt.isPresent()
                && now.isAfter(startedAt.get().plus(timeout.get()));
    }
}
