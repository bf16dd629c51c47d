package dev.supercargo.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One step of a promotion: a built-in or custom runner, or (only in a Stage's template) a task.
///
/// - `uses`: name of the runner that carries the step out.
/// - `task`: task whose steps take the place of this one.
/// - `as`: alias under which later steps find this step's output.
/// - `condition`: expression that must be true for the step to be carried out.
/// - `continueOnError`: whether the promotion goes on when this step fails.
/// - `retry`: how long and how often the step is tried.
/// - `vars`: variables of this step; they win over the promotion's.
/// - `config`: configuration of the step; expressions are allowed at any depth.
public record PromotionStep(
        String uses,
        @Nullable PromotionTaskReference task,
        String as,
        @WireName("if") String condition,
        boolean continueOnError,
        @Nullable PromotionStepRetry retry,
        List<ExpressionVariable> vars,
        @Nullable Object config) {
    public PromotionStep {
        vars = List.copyOf(vars);
    }
}
