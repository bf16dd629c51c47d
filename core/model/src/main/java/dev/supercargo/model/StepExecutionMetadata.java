package dev.supercargo.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How one step of a promotion went.
///
/// - `alias`: alias of the step.
/// - `startedAt`: when it began.
/// - `finishedAt`: when it ended.
/// - `errorCount`: how many errors it met in a row.
/// - `status`: Succeeded, Skipped, Running, Aborted, Failed or Errored.
/// - `message`: why it is in this status.
/// - `continueOnError`: whether the promotion goes on when it fails.
public record StepExecutionMetadata(
        String alias,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        int errorCount,
        String status,
        String message,
        boolean continueOnError) {
    public StepExecutionMetadata withAlias(String alias) {
        return Wire.with(this, "alias", alias);
    }

    public StepExecutionMetadata withStartedAt(@Nullable Instant startedAt) {
        return Wire.with(this, "startedAt", startedAt);
    }

    public StepExecutionMetadata withFinishedAt(@Nullable Instant finishedAt) {
        return Wire.with(this, "finishedAt", finishedAt);
    }

    public StepExecutionMetadata withErrorCount(int errorCount) {
        return Wire.with(this, "errorCount", errorCount);
    }

    public StepExecutionMetadata withStatus(String status) {
        return Wire.with(this, "status", status);
    }

    public StepExecutionMetadata withMessage(String message) {
        return Wire.with(this, "message", message);
    }

    public StepExecutionMetadata withContinueOnError(boolean continueOnError) {
        return Wire.with(this, "continueOnError", continueOnError);
    }
}
