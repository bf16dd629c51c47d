package dev.supercargo.model;

import dev.supercargo.meta.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far a PromotionRequest has come.
///
/// - `phase`: Pending, Running, Succeeded, Failed or Errored.
/// - `targets`: how far each Target has come.
/// - `summary`: how many Promotions are in which phase.
/// - `conditions`: what is so, and why.
/// - `observedGeneration`: generation of the object that the status describes.
/// - `startedAt`: when it began.
/// - `finishedAt`: when it ended.
public record PromotionRequestStatus(
        String phase,
        List<TargetProgress> targets,
        @Nullable PromotionSummary summary,
        List<Condition> conditions,
        long observedGeneration,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {
    /// Nothing said yet.
    public static final PromotionRequestStatus EMPTY = Wire.read(PromotionRequestStatus.class, Map.of());

    public PromotionRequestStatus {
        targets = List.copyOf(targets);
        conditions = List.copyOf(conditions);
    }

    public PromotionRequestStatus withPhase(String phase) {
        return Wire.with(this, "phase", phase);
    }

    public PromotionRequestStatus withTargets(List<TargetProgress> targets) {
        return Wire.with(this, "targets", targets);
    }

    public PromotionRequestStatus withSummary(@Nullable PromotionSummary summary) {
        return Wire.with(this, "summary", summary);
    }

    public PromotionRequestStatus withConditions(List<Condition> conditions) {
        return Wire.with(this, "conditions", conditions);
    }

    public PromotionRequestStatus withObservedGeneration(long observedGeneration) {
        return Wire.with(this, "observedGeneration", observedGeneration);
    }

    public PromotionRequestStatus withStartedAt(@Nullable Instant startedAt) {
        return Wire.with(this, "startedAt", startedAt);
    }

    public PromotionRequestStatus withFinishedAt(@Nullable Instant finishedAt) {
        return Wire.with(this, "finishedAt", finishedAt);
    }
}
