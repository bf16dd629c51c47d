package dev.supercargo.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Since when a piece of Freight is approved for a Stage.
///
/// - `approvedAt`: when it was approved.
public record ApprovedStage(@Nullable Instant approvedAt) {}
