package dev.supercargo.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One measurement.
///
/// - `phase`: phase of the measurement.
/// - `message`: why it is in this phase.
/// - `startedAt`: when it began.
/// - `finishedAt`: when it ended.
/// - `value`: what was measured.
/// - `metadata`: what the provider needs to find it again.
/// - `resumeAt`: when to look at it again.
public record Measurement(
        @Required String phase,
        String message,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        String value,
        Map<String, String> metadata,
        @Nullable Instant resumeAt) {
    public Measurement {
        metadata = Wire.copied(metadata);
    }
}
