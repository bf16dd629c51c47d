package dev.supercargo.model;

import java.util.List;

/// Steps that several Stages share.
///
/// - `vars`: inputs; one without a value must be given by the Stage.
/// - `steps`: steps that take the place of the one that names the task.
public record PromotionTaskSpec(
        List<ExpressionVariable> vars, @Required List<PromotionStep> steps) {
    public PromotionTaskSpec {
        vars = List.copyOf(vars);
        steps = List.copyOf(steps);
    }
}
