package dev.supercargo.model;

import org.jspecify.annotations.Nullable;

/// How long a run is kept after it ended, in seconds.
///
/// - `secondsAfterCompletion`: however it ended.
/// - `secondsAfterFailure`: after a failure.
/// - `secondsAfterSuccess`: after a success.
public record TtlStrategy(
        @Nullable Integer secondsAfterCompletion,
        @Nullable Integer secondsAfterFailure,
        @Nullable Integer secondsAfterSuccess) {}
