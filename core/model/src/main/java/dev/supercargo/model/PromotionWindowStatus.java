package dev.supercargo.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether promotions to a Stage are allowed now.
///
/// - `closed`: whether they are not allowed now.
/// - `reason`: why.
/// - `nextOpen`: when they will next be allowed.
/// - `nextClose`: when they will next be denied.
/// - `nextCloseReason`: why they will then be denied.
public record PromotionWindowStatus(
        @Required boolean closed,
        String reason,
        @Nullable Instant nextOpen,
        @Nullable Instant nextClose,
        String nextCloseReason) {}
