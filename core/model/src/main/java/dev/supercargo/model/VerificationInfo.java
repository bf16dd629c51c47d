package dev.supercargo.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One verification of the Freight in a Stage.
///
/// - `id`: identifier of the verification.
/// - `actor`: who asked for it, where somebody did.
/// - `startTime`: when it began.
/// - `phase`: Pending, Running, Successful, Failed, Error, Aborted or Inconclusive.
/// - `message`: why it is in this phase.
/// - `analysisRun`: the AnalysisRun that carries it out.
/// - `finishTime`: when it ended.
public record VerificationInfo(
        String id,
        String actor,
        @Nullable Instant startTime,
        String phase,
        String message,
        @Nullable AnalysisRunReference analysisRun,
        @Nullable Instant finishTime) {
    /// Whether the phase is one that a verification does not leave.
    public boolean isTerminal() {
        return VerificationPhase.isTerminal(phase);
    }

    public VerificationInfo withId(String id) {
        return Wire.with(this, "id", id);
    }

    public VerificationInfo withActor(String actor) {
        return Wire.with(this, "actor", actor);
    }

    public VerificationInfo withStartTime(@Nullable Instant startTime) {
        return Wire.with(this, "startTime", startTime);
    }

    public VerificationInfo withPhase(String phase) {
        return Wire.with(this, "phase", phase);
    }

    public VerificationInfo withMessage(String message) {
        return Wire.with(this, "message", message);
    }

    public VerificationInfo withAnalysisRun(@Nullable AnalysisRunReference analysisRun) {
        return Wire.with(this, "analysisRun", analysisRun);
    }

    public VerificationInfo withFinishTime(@Nullable Instant finishTime) {
        return Wire.with(this, "finishTime", finishTime);
    }
}
