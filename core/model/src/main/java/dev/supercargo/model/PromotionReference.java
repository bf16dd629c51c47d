package dev.supercargo.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a Stage remembers of a Promotion.
///
/// - `name`: name of the Promotion.
/// - `freight`: Freight that it promotes.
/// - `status`: how far it has come.
/// - `finishedAt`: when it ended.
public record PromotionReference(
        @Required String name,
        @Nullable FreightReference freight,
        @Nullable PromotionStatus status,
        @Nullable Instant finishedAt) {
    public PromotionReference withName(String name) {
        return Wire.with(this, "name", name);
    }

    public PromotionReference withFreight(@Nullable FreightReference freight) {
        return Wire.with(this, "freight", freight);
    }

    public PromotionReference withStatus(@Nullable PromotionStatus status) {
        return Wire.with(this, "status", status);
    }

    public PromotionReference withFinishedAt(@Nullable Instant finishedAt) {
        return Wire.with(this, "finishedAt", finishedAt);
    }
}
