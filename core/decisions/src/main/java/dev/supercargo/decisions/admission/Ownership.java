package dev.supercargo.decisions.admission;

import dev.supercargo.model.Kinds;
import dev.supercargo.model.Metadata;

/// Whose part a Promotion is.
final class Ownership {
    private Ownership() {}

    /// Whether a PromotionRequest of exactly our API version controls the object.
    static boolean byRequest(Metadata metadata) {
        return metadata.controller()
                .filter(owner -> owner.apiVersion().equals(Kinds.PROMOTION_REQUEST.apiVersion())
                        && owner.kind().equals(Kinds.PROMOTION_REQUEST.kind()))
                .isPresent();
    }
}
