package dev.supercargo.promotion;

import dev.supercargo.decisions.steps.RetryPolicy;
import dev.supercargo.promotion.config.ConfigSchema;

/// Carries out the steps of one kind (`uses: <kind>`). Whoever adds a kind implements this and adds one line to
/// [BuiltinSteps].
///
/// A runner is one object for all Promotions and keeps no state of its own: what it must remember between runs it
/// writes to its output or notes in [StepContext#journal]. It blocks on its thread; interruption is its cancel. It may
/// throw `WorldException` (the world failed: an error worth another try), `StepFailure` (an outcome in words) and, as
/// a bug, anything else (a terminal error `step panicked: …`).
public interface StepRunner {
    /// The name that steps use it by.
    String kind();

    /// What its configuration must look like; [#run] sees only configurations that fit.
    ConfigSchema schema();

    /// How often and how long such steps are tried where they do not say it themselves.
    default RetryPolicy retryPolicy() {
        return RetryPolicy.ONCE;
    }

    /// Whether its output also shows under the alias of the task that it belongs to (steps.md 1.2, rule 5).
    default boolean propagatesOutputToTask() {
        return false;
    }

    /// Runs the step once.
    StepOutcome run(StepContext context) throws InterruptedException;
}
