package dev.supercargo.model;

import dev.supercargo.meta.KubeObject;

/// Steps that Stages of all Projects share.
///
/// - `metadata`: name, labels, annotations and the like.
/// - `spec`: the steps and their inputs.
public record ClusterPromotionTask(
        Metadata metadata, @Required PromotionTaskSpec spec) {
    /// Reads a stored object, leniently: what is missing or malformed counts as absent.
    public static ClusterPromotionTask read(KubeObject object) {
        return Wire.read(ClusterPromotionTask.class, object.view());
    }
}
