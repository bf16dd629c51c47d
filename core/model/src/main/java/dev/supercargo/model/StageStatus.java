package dev.supercargo.model;

import dev.supercargo.meta.Condition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a Stage holds, how healthy it is and what it is doing.
///
/// - `conditions`: what is so, and why.
/// - `lastHandledRefresh`: value of the refresh annotation that was last acted upon.
/// - `observedGeneration`: generation of the object that the status describes.
/// - `freightHistory`: Freight that the Stage holds (first) and held before, at most ten.
/// - `freightSummary`: what it holds, in a few words.
/// - `health`: how healthy it is.
/// - `currentPromotion`: Promotion that is under way.
/// - `lastPromotion`: Promotion that ended last.
/// - `currentPromotionRequest`: PromotionRequest that is under way.
/// - `lastPromotionRequest`: PromotionRequest that ended last.
/// - `autoPromotionEnabled`: whether new Freight is promoted without being asked for.
/// - `promotionWindowStatus`: whether promotions are allowed now.
/// - `metadata`: data that promotions keep with the Stage.
/// - `autoPromotionHolds`: holds, by origin.
/// - `effectiveAutoPromotionHolds`: holds with what Promotions under way will change, by origin.
public record StageStatus(
        List<Condition> conditions,
        String lastHandledRefresh,
        long observedGeneration,
        List<FreightCollection> freightHistory,
        String freightSummary,
        @Nullable Health health,
        @Nullable PromotionReference currentPromotion,
        @Nullable PromotionReference lastPromotion,
        @Nullable PromotionRequestReference currentPromotionRequest,
        @Nullable PromotionRequestReference lastPromotionRequest,
        boolean autoPromotionEnabled,
        @Nullable PromotionWindowStatus promotionWindowStatus,
        Map<String, Object> metadata,
        Map<String, Hold> autoPromotionHolds,
        Map<String, Hold> effectiveAutoPromotionHolds) {
    /// Nothing said yet.
    public static final StageStatus EMPTY = Wire.read(StageStatus.class, Map.of());

    public StageStatus {
        conditions = List.copyOf(conditions);
        freightHistory = List.copyOf(freightHistory);
        metadata = Wire.copied(metadata);
        autoPromotionHolds = Wire.copied(autoPromotionHolds);
        effectiveAutoPromotionHolds = Wire.copied(effectiveAutoPromotionHolds);
    }

    /// What the Stage holds now, or empty where nothing was ever promoted to it.
    public java.util.Optional<FreightCollection> currentFreight() {
        return freightHistory.stream().findFirst();
    }

    public StageStatus withConditions(List<Condition> conditions) {
        return Wire.with(this, "conditions", conditions);
    }

    public StageStatus withLastHandledRefresh(String lastHandledRefresh) {
        return Wire.with(this, "lastHandledRefresh", lastHandledRefresh);
    }

    public StageStatus withObservedGeneration(long observedGeneration) {
        return Wire.with(this, "observedGeneration", observedGeneration);
    }

    public StageStatus withFreightHistory(List<FreightCollection> freightHistory) {
        return Wire.with(this, "freightHistory", freightHistory);
    }

    public StageStatus withFreightSummary(String freightSummary) {
        return Wire.with(this, "freightSummary", freightSummary);
    }

    public StageStatus withHealth(@Nullable Health health) {
        return Wire.with(this, "health", health);
    }

    public StageStatus withCurrentPromotion(@Nullable PromotionReference currentPromotion) {
        return Wire.with(this, "currentPromotion", currentPromotion);
    }

    public StageStatus withLastPromotion(@Nullable PromotionReference lastPromotion) {
        return Wire.with(this, "lastPromotion", lastPromotion);
    }

    public StageStatus withCurrentPromotionRequest(@Nullable PromotionRequestReference currentPromotionRequest) {
        return Wire.with(this, "currentPromotionRequest", currentPromotionRequest);
    }

    public StageStatus withLastPromotionRequest(@Nullable PromotionRequestReference lastPromotionRequest) {
        return Wire.with(this, "lastPromotionRequest", lastPromotionRequest);
    }

    public StageStatus withAutoPromotionEnabled(boolean autoPromotionEnabled) {
        return Wire.with(this, "autoPromotionEnabled", autoPromotionEnabled);
    }

    public StageStatus withPromotionWindowStatus(@Nullable PromotionWindowStatus promotionWindowStatus) {
        return Wire.with(this, "promotionWindowStatus", promotionWindowStatus);
    }

    public StageStatus withMetadata(Map<String, Object> metadata) {
        return Wire.with(this, "metadata", metadata);
    }

    public StageStatus withAutoPromotionHolds(Map<String, Hold> autoPromotionHolds) {
        return Wire.with(this, "autoPromotionHolds", autoPromotionHolds);
    }

    public StageStatus withEffectiveAutoPromotionHolds(Map<String, Hold> effectiveAutoPromotionHolds) {
        return Wire.with(this, "effectiveAutoPromotionHolds", effectiveAutoPromotionHolds);
    }
}
