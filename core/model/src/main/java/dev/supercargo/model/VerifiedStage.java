package dev.supercargo.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a Stage verified a piece of Freight.
///
/// - `verifiedAt`: when the Stage first verified it.
/// - `longestSoak`: longest uninterrupted stay in the Stage that has ended, as a Go duration.
public record VerifiedStage(
        @Nullable Instant verifiedAt, @Nullable Duration longestSoak) {}
