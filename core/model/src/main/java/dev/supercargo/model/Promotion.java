package dev.supercargo.model;

import dev.supercargo.meta.KubeObject;

/// A Promotion takes a piece of Freight to a Stage.
///
/// - `metadata`: name, labels, annotations and the like.
/// - `spec`: what the Promotion does.
/// - `status`: how far the Promotion has come.
public record Promotion(Metadata metadata, @Required PromotionSpec spec, PromotionStatus status) {
    /// Reads a stored object, leniently: what is missing or malformed counts as absent.
    public static Promotion read(KubeObject object) {
        return Wire.read(Promotion.class, object.view());
    }
}
