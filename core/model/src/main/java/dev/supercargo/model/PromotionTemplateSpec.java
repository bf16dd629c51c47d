package dev.supercargo.model;

import java.util.List;

/// What promotions to a Stage do.
///
/// - `vars`: variables for the steps.
/// - `steps`: steps, carried out one after the other.
public record PromotionTemplateSpec(List<ExpressionVariable> vars, List<PromotionStep> steps) {
    public PromotionTemplateSpec {
        vars = List.copyOf(vars);
        steps = List.copyOf(steps);
    }
}
