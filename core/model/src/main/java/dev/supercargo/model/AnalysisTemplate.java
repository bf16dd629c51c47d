package dev.supercargo.model;

import dev.supercargo.meta.KubeObject;

/// Measurements that decide whether something works.
///
/// - `metadata`: name, labels, annotations and the like.
/// - `spec`: the measurements.
public record AnalysisTemplate(Metadata metadata, @Required AnalysisTemplateSpec spec) {
    /// Reads a stored object, leniently: what is missing or malformed counts as absent.
    public static AnalysisTemplate read(KubeObject object) {
        return Wire.read(AnalysisTemplate.class, object.view());
    }
}
