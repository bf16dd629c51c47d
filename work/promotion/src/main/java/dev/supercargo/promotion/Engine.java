package dev.supercargo.promotion;

import dev.supercargo.decisions.steps.RetryPolicy;
import dev.supercargo.model.PromotionStep;
import dev.supercargo.promotion.PromotionRun.Progress;
import java.util.Optional;
import java.util.function.Consumer;

/// Takes a Promotion through its steps as far as they go.
public interface Engine {
    /// One pass, from `from.currentStep()` to the end or to a step that is not done.
    ///
    /// @param saved is told after every step that ended, before the next begins; what it has stored is
    ///     where a pass
    ///     after a crash goes on
    /// @throws InterruptedException when the process shuts down: Promotion and directory stay as they are
    PassResult pass(PromotionRun run, Progress from, Workspace workspace, Consumer<Progress> saved)
            throws InterruptedException;

    /// How often and how long a step is tried, or empty where its kind is unknown.
    Optional<RetryPolicy> retryPolicy(PromotionStep step);
}
