package dev.supercargo.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Keeps Freight of an origin from being promoted automatically, after somebody chose other Freight by
/// hand.
///
/// - `freightName`: Freight that was chosen.
/// - `origin`: origin that the hold is about.
/// - `promotionName`: Promotion that made the hold.
/// - `actor`: who made the hold.
/// - `createdAt`: when it was made.
public record Hold(
        @Required String freightName,
        @Required FreightOrigin origin,
        String promotionName,
        String actor,
        @Nullable Instant createdAt) {}
