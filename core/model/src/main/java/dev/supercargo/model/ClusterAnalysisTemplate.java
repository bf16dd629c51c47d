package dev.supercargo.model;

import dev.supercargo.meta.KubeObject;

/// Measurements that decide whether something works, for all namespaces.
///
/// - `metadata`: name, labels, annotations and the like.
/// - `spec`: the measurements.
public record ClusterAnalysisTemplate(
        Metadata metadata, @Required AnalysisTemplateSpec spec) {
    /// Reads a stored object, leniently: what is missing or malformed counts as absent.
    public static ClusterAnalysisTemplate read(KubeObject object) {
        return Wire.read(ClusterAnalysisTemplate.class, object.view());
    }
}
