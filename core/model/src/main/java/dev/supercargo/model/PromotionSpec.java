package dev.supercargo.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a Promotion does.
///
/// - `stage`: Stage to promote to.
/// - `freight`: name of the Freight to promote.
/// - `origin`: origin whose best available Freight is to be promoted; resolved on creation.
/// - `target`: Target to promote to; only in parts of a PromotionRequest.
/// - `vars`: variables for the steps; copied from the Stage.
/// - `steps`: steps, carried out one after the other; copied from the Stage.
public record PromotionSpec(
        @Required String stage,
        String freight,
        @Nullable FreightOrigin origin,
        String target,
        List<ExpressionVariable> vars,
        @Required List<PromotionStep> steps) {
    public PromotionSpec {
        vars = List.copyOf(vars);
        steps = List.copyOf(steps);
    }
}
