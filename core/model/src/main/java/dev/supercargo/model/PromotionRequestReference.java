package dev.supercargo.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a Stage remembers of a PromotionRequest.
///
/// - `name`: name of the PromotionRequest.
/// - `freight`: Freight that it promotes.
/// - `phase`: phase of the PromotionRequest.
/// - `finishedAt`: when it ended.
public record PromotionRequestReference(
        @Required String name,
        @Nullable NamedFreight freight,
        String phase,
        @Nullable Instant finishedAt) {
    public PromotionRequestReference withName(String name) {
        return Wire.with(this, "name", name);
    }

    public PromotionRequestReference withFreight(@Nullable NamedFreight freight) {
        return Wire.with(this, "freight", freight);
    }

    public PromotionRequestReference withPhase(String phase) {
        return Wire.with(this, "phase", phase);
    }

    public PromotionRequestReference withFinishedAt(@Nullable Instant finishedAt) {
        return Wire.with(this, "finishedAt", finishedAt);
    }
}
