package dev.supercargo.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far an AnalysisRun has come.
///
/// - `phase`: Pending, Running, Successful, Failed, Error or Inconclusive.
/// - `message`: why it is in this phase.
/// - `metricResults`: how each metric fares.
/// - `startedAt`: when it began.
/// - `completedAt`: when it ended.
/// - `runSummary`: how the metrics that count fare.
/// - `dryRunSummary`: how the metrics that count for nothing fare.
public record AnalysisRunStatus(
        @Required String phase,
        String message,
        List<MetricResult> metricResults,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable RunSummary runSummary,
        @Nullable RunSummary dryRunSummary) {
    /// Nothing said yet.
    public static final AnalysisRunStatus EMPTY = Wire.read(AnalysisRunStatus.class, Map.of());

    public AnalysisRunStatus {
        metricResults = List.copyOf(metricResults);
    }

    public AnalysisRunStatus withPhase(String phase) {
        return Wire.with(this, "phase", phase);
    }

    public AnalysisRunStatus withMessage(String message) {
        return Wire.with(this, "message", message);
    }

    public AnalysisRunStatus withMetricResults(List<MetricResult> metricResults) {
        return Wire.with(this, "metricResults", metricResults);
    }

    public AnalysisRunStatus withStartedAt(@Nullable Instant startedAt) {
        return Wire.with(this, "startedAt", startedAt);
    }

    public AnalysisRunStatus withCompletedAt(@Nullable Instant completedAt) {
        return Wire.with(this, "completedAt", completedAt);
    }

    public AnalysisRunStatus withRunSummary(@Nullable RunSummary runSummary) {
        return Wire.with(this, "runSummary", runSummary);
    }

    public AnalysisRunStatus withDryRunSummary(@Nullable RunSummary dryRunSummary) {
        return Wire.with(this, "dryRunSummary", dryRunSummary);
    }
}
