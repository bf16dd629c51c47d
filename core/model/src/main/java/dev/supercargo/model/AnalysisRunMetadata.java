package dev.supercargo.model;

import java.util.Map;

/// Labels and annotations of the AnalysisRuns.
///
/// - `labels`: labels.
/// - `annotations`: annotations.
public record AnalysisRunMetadata(Map<String, String> labels, Map<String, String> annotations) {
    public AnalysisRunMetadata {
        labels = Wire.copied(labels);
        annotations = Wire.copied(annotations);
    }
}
