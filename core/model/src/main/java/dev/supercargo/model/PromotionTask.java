package dev.supercargo.model;

import dev.supercargo.meta.KubeObject;

/// Steps that several Stages of a Project share.
///
/// - `metadata`: name, labels, annotations and the like.
/// - `spec`: the steps and their inputs.
public record PromotionTask(Metadata metadata, @Required PromotionTaskSpec spec) {
    /// Reads a stored object, leniently: what is missing or malformed counts as absent.
    public static PromotionTask read(KubeObject object) {
        return Wire.read(PromotionTask.class, object.view());
    }
}
