package dev.supercargo.promotion;

import dev.supercargo.decisions.steps.StepRecord;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.meta.Json;
import dev.supercargo.model.ExpressionVariable;
import dev.supercargo.model.PromotionStep;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A Promotion as the engine sees it.
///
/// @param identity which one
/// @param vars its variables, in order
/// @param steps its steps as they stand after admission
/// @param context the variable `ctx` without `meta.step` (expressions.md D.1)
/// @param functions the functions that look up Freight and data; asked anew for each evaluation, so that what they
///     have looked up is remembered no longer than that
public record PromotionRun(
        PromotionIdentity identity,
        List<ExpressionVariable> vars,
        List<PromotionStep> steps,
        Map<String, Object> context,
        Supplier<Collection<HostFunction>> functions) {
    public PromotionRun {
        vars = List.copyOf(vars);
        steps = List.copyOf(steps);
        context = Json.copy(context);
    }

    /// What is remembered between steps and passes: the part of a Promotion's status that the engine owns.
    ///
    /// @param currentStep the step to go on with, counted from 0
    /// @param records how the steps went, in the order in which they were first reached
    /// @param state outputs by alias
    /// @param healthChecks what steps registered (`uses`, `config`)
    public record Progress(
            int currentStep,
            List<StepRecord> records,
            Map<String, Object> state,
            List<Map<String, Object>> healthChecks) {
        /// Nothing has happened.
        public static final Progress NONE = new Progress(0, List.of(), Map.of(), List.of());

        public Progress {
            records = List.copyOf(records);
            state = Json.copy(state);
            healthChecks = List.copyOf(healthChecks);
        }

        /// From the beginning, with outputs kept: the directory was lost (steps.md 1.1).
        public Progress restarted() {
            return new Progress(0, List.of(), state, List.of());
        }

        /// The record of a step, or empty where it was not reached.
        public Optional<StepRecord> record(String alias) {
            return records.stream().filter(r -> r.alias().equals(alias)).findFirst();
        }
    }
}
