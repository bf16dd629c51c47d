package dev.supercargo.model;

import java.util.List;

/// Freight to be promoted to every Target of a Stage.
///
/// - `stage`: Stage that selects the Targets.
/// - `freight`: name of the Freight to promote.
/// - `targets`: Targets that are to be promoted to, by name.
public record PromotionRequestSpec(
        @Required String stage,
        @Required String freight,
        @Required List<RequestedTarget> targets) {
    public PromotionRequestSpec {
        targets = List.copyOf(targets);
    }
}
