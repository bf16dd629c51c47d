package dev.supercargo.model;

import java.util.List;

/// Measurements that decide whether something works. Metrics are kept as they are written.
///
/// - `metrics`: measurements.
/// - `args`: arguments of the measurements.
/// - `dryRun`: metrics that count for nothing.
/// - `measurementRetention`: how many measurements are kept.
/// - `templates`: templates that are part of this one.
public record AnalysisTemplateSpec(
        List<Object> metrics,
        List<AnalysisArgument> args,
        List<DryRunMetric> dryRun,
        List<MeasurementRetention> measurementRetention,
        List<NestedTemplate> templates) {
    public AnalysisTemplateSpec {
        metrics = Wire.copied(metrics);
        args = List.copyOf(args);
        dryRun = List.copyOf(dryRun);
        measurementRetention = List.copyOf(measurementRetention);
        templates = List.copyOf(templates);
    }
}
