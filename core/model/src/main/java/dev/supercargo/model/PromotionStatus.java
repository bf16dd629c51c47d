package dev.supercargo.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far a Promotion has come.
///
/// - `lastHandledRefresh`: value of the refresh annotation that was last acted upon.
/// - `phase`: Pending, Running, Succeeded, Failed, Errored or Aborted.
/// - `message`: why it is in this phase.
/// - `freight`: Freight that is promoted.
/// - `freightCollection`: Freight that the Stage will hold afterwards.
/// - `healthChecks`: health checks that the steps registered.
/// - `startedAt`: when it began.
/// - `finishedAt`: when it ended.
/// - `currentStep`: index of the step that is carried out now, counted from zero.
/// - `stepExecutionMetadata`: how the steps went.
/// - `state`: output of the steps, by alias.
public record PromotionStatus(
        String lastHandledRefresh,
        String phase,
        String message,
        @Nullable FreightReference freight,
        @Nullable FreightCollection freightCollection,
        List<HealthCheckStep> healthChecks,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        long currentStep,
        List<StepExecutionMetadata> stepExecutionMetadata,
        @Nullable Object state) {
    /// Nothing said yet.
    public static final PromotionStatus EMPTY = Wire.read(PromotionStatus.class, Map.of());

    public PromotionStatus {
        healthChecks = List.copyOf(healthChecks);
        stepExecutionMetadata = List.copyOf(stepExecutionMetadata);
    }

    /// Whether the phase is one that a Promotion does not leave.
    public boolean isTerminal() {
        return PromotionPhase.isTerminal(phase);
    }

    public PromotionStatus withLastHandledRefresh(String lastHandledRefresh) {
        return Wire.with(this, "lastHandledRefresh", lastHandledRefresh);
    }

    public PromotionStatus withPhase(String phase) {
        return Wire.with(this, "phase", phase);
    }

    public PromotionStatus withMessage(String message) {
        return Wire.with(this, "message", message);
    }

    public PromotionStatus withFreight(@Nullable FreightReference freight) {
        return Wire.with(this, "freight", freight);
    }

    public PromotionStatus withFreightCollection(@Nullable FreightCollection freightCollection) {
        return Wire.with(this, "freightCollection", freightCollection);
    }

    public PromotionStatus withHealthChecks(List<HealthCheckStep> healthChecks) {
        return Wire.with(this, "healthChecks", healthChecks);
    }

    public PromotionStatus withStartedAt(@Nullable Instant startedAt) {
        return Wire.with(this, "startedAt", startedAt);
    }

    public PromotionStatus withFinishedAt(@Nullable Instant finishedAt) {
        return Wire.with(this, "finishedAt", finishedAt);
    }

    public PromotionStatus withCurrentStep(long currentStep) {
        return Wire.with(this, "currentStep", currentStep);
    }

    public PromotionStatus withStepExecutionMetadata(List<StepExecutionMetadata> stepExecutionMetadata) {
        return Wire.with(this, "stepExecutionMetadata", stepExecutionMetadata);
    }

    public PromotionStatus withState(@Nullable Object state) {
        return Wire.with(this, "state", state);
    }
}
