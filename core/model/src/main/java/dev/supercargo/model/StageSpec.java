package dev.supercargo.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a Stage takes, what promotions to it do and how it verifies.
///
/// - `shard`: name of the shard whose controller looks after this object.
/// - `vars`: variables for steps and verification.
/// - `requestedFreight`: Freight that the Stage asks for, one entry per origin.
/// - `promotionTemplate`: template of the Promotions. Without steps the Stage only passes Freight on.
/// - `verification`: how Freight is verified once it has been promoted.
/// - `targets`: Targets that the Stage promotes to.
public record StageSpec(
        String shard,
        List<ExpressionVariable> vars,
        @Required List<FreightRequest> requestedFreight,
        @Nullable PromotionTemplate promotionTemplate,
        @Nullable Verification verification,
        @Nullable StageTargets targets) {
    public StageSpec {
        vars = List.copyOf(vars);
        requestedFreight = List.copyOf(requestedFreight);
    }

    /// Whether the Stage only passes Freight on: it has no template or one without steps.
    public boolean isControlFlow() {
        return promotionTemplate == null || promotionTemplate.spec().steps().isEmpty();
    }

    /// The request for an origin, or empty where the Stage does not ask for it.
    public java.util.Optional<FreightRequest> request(FreightOrigin origin) {
        return requestedFreight.stream().filter(r -> r.origin().equals(origin)).findFirst();
    }
}
