package dev.supercargo.model;

import dev.supercargo.meta.KubeObject;

/// Measurements that are being taken.
///
/// - `metadata`: name, labels, annotations and the like.
/// - `spec`: what is measured.
/// - `status`: how far the run has come.
public record AnalysisRun(Metadata metadata, @Required AnalysisRunSpec spec, AnalysisRunStatus status) {
    /// Reads a stored object, leniently: what is missing or malformed counts as absent.
    public static AnalysisRun read(KubeObject object) {
        return Wire.read(AnalysisRun.class, object.view());
    }
}
