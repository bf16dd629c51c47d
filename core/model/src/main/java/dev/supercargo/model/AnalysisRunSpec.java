package dev.supercargo.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an AnalysisRun measures. Metrics are kept as they are written.
///
/// - `metrics`: measurements.
/// - `args`: arguments of the measurements.
/// - `terminate`: whether to stop early.
/// - `dryRun`: metrics that count for nothing.
/// - `measurementRetention`: how many measurements are kept.
/// - `ttlStrategy`: how long the run is kept after it ended.
public record AnalysisRunSpec(
        @Required List<Object> metrics,
        List<AnalysisArgument> args,
        boolean terminate,
        List<DryRunMetric> dryRun,
        List<MeasurementRetention> measurementRetention,
        @Nullable TtlStrategy ttlStrategy) {
    public AnalysisRunSpec {
        metrics = Wire.copied(metrics);
        args = List.copyOf(args);
        dryRun = List.copyOf(dryRun);
        measurementRetention = List.copyOf(measurementRetention);
    }
}
