package dev.supercargo.model;

import java.util.List;
import java.util.Map;

/// How one metric fares.
///
/// - `name`: name of the metric.
/// - `phase`: phase of the metric.
/// - `measurements`: measurements, oldest first.
/// - `message`: why it is in this phase.
/// - `count`: measurements that did not meet an error.
/// - `successful`: measurements that succeeded.
/// - `failed`: measurements that failed.
/// - `inconclusive`: measurements that were inconclusive.
/// - `error`: measurements that met an error.
/// - `consecutiveError`: errors in a row.
/// - `consecutiveSuccess`: Successes in a row.
/// - `dryRun`: whether the metric counts for nothing.
/// - `metadata`: facts about the provider.
public record MetricResult(
        @Required String name,
        @Required String phase,
        List<Measurement> measurements,
        String message,
        int count,
        int successful,
        int failed,
        int inconclusive,
        int error,
        int consecutiveError,
        int consecutiveSuccess,
        boolean dryRun,
        Map<String, String> metadata) {
    public MetricResult {
        measurements = List.copyOf(measurements);
        metadata = Wire.copied(metadata);
    }

    public MetricResult withName(String name) {
        return Wire.with(this, "name", name);
    }

    public MetricResult withPhase(String phase) {
        return Wire.with(this, "phase", phase);
    }

    public MetricResult withMeasurements(List<Measurement> measurements) {
        return Wire.with(this, "measurements", measurements);
    }

    public MetricResult withMessage(String message) {
        return Wire.with(this, "message", message);
    }

    public MetricResult withCount(int count) {
        return Wire.with(this, "count", count);
    }

    public MetricResult withSuccessful(int successful) {
        return Wire.with(this, "successful", successful);
    }

    public MetricResult withFailed(int failed) {
        return Wire.with(this, "failed", failed);
    }

    public MetricResult withInconclusive(int inconclusive) {
        return Wire.with(this, "inconclusive", inconclusive);
    }

    public MetricResult withError(int error) {
        return Wire.with(this, "error", error);
    }

    public MetricResult withConsecutiveError(int consecutiveError) {
        return Wire.with(this, "consecutiveError", consecutiveError);
    }

    public MetricResult withConsecutiveSuccess(int consecutiveSuccess) {
        return Wire.with(this, "consecutiveSuccess", consecutiveSuccess);
    }

    public MetricResult withDryRun(boolean dryRun) {
        return Wire.with(this, "dryRun", dryRun);
    }

    public MetricResult withMetadata(Map<String, String> metadata) {
        return Wire.with(this, "metadata", metadata);
    }
}
