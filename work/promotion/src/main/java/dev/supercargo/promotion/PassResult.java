package dev.supercargo.promotion;

import dev.supercargo.promotion.PromotionRun.Progress;
import java.time.Duration;
import java.util.Optional;

/// How one pass over a Promotion's steps went.
///
/// @param phase `Running`, or the final phase
/// @param message the Promotion's message
/// @param error set where a step is to be tried again with growing pauses: why
/// @param progress what is to be remembered
/// @param checkAgain the wish of a step that is still running
public record PassResult(
        String phase, String message, Optional<String> error, Progress progress, Optional<Duration> checkAgain) {}
