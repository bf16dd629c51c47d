package dev.supercargo.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long and how often a step is tried.
///
/// - `timeout`: how long the step may stay running, as a Go duration. Absent means the step's own
///   default.
/// - `errorThreshold`: how many errors in a row make the step fail. Zero means the step's own default.
public record PromotionStepRetry(
        @Nullable Duration timeout, @Unsigned int errorThreshold) {}
