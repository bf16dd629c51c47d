package dev.supercargo.model;

import dev.supercargo.meta.KubeObject;

/// A PromotionRequest takes a piece of Freight to every Target of a Stage.
///
/// - `metadata`: name, labels, annotations and the like.
/// - `spec`: Freight and Targets.
/// - `status`: how far the PromotionRequest has come.
public record PromotionRequest(Metadata metadata, @Required PromotionRequestSpec spec, PromotionRequestStatus status) {
    /// Reads a stored object, leniently: what is missing or malformed counts as absent.
    public static PromotionRequest read(KubeObject object) {
        return Wire.read(PromotionRequest.class, object.view());
    }
}
