package dev.supercargo.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Since when a Stage holds a piece of Freight.
///
/// - `since`: since when.
public record CurrentStage(@Nullable Instant since) {}
