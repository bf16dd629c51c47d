package dev.supercargo.promotion;

import dev.supercargo.decisions.steps.StepAnswer;
import dev.supercargo.decisions.steps.StepAnswer.Fault;
import dev.supercargo.decisions.steps.StepStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one run of a step came to. `output` is JSON-like, or `null` for none; it is kept whatever the case.
public sealed interface StepOutcome {
    /// It is done.
    ///
    /// @param healthCheck a check (`uses`, `config`) that the Stage makes from now on
    record Succeeded(@Nullable Object output, String message, Optional<Map<String, Object>> healthCheck)
            implements StepOutcome {}

    /// There was nothing to do.
    record Skipped(@Nullable Object output, String message) implements StepOutcome {}

    /// It waits for something; it wishes to be run again after `checkAgain`.
    record Running(@Nullable Object output, String message, Optional<Duration> checkAgain) implements StepOutcome {}

    /// The world has not answered as wished yet; it is run again at the usual pace, and that is no error
    /// (steps.md 10.1: an `http` step without criteria).
    record NotYet(@Nullable Object output, String message) implements StepOutcome {}

    /// It failed in its own terms: a rule says no. `terminal`: another try is of no use.
    record Failed(@Nullable Object output, String why, boolean terminal) implements StepOutcome {}

    /// It could not find out: a technical failure.
    record Errored(@Nullable Object output, String why, boolean terminal) implements StepOutcome {}

    /// What a foreign runner said, word for word.
    record Reported(StepAnswer said) implements StepOutcome {}

    /// Done, without output.
    static StepOutcome succeeded() {
        return new Succeeded(null, "", Optional.empty());
    }

    /// Done, with this output.
    static StepOutcome succeeded(@Nullable Object output) {
        return new Succeeded(output, "", Optional.empty());
    }

    /// A rule says no, once and for all.
    static StepOutcome failed(String why) {
        return new Failed(null, why, true);
    }

    /// A technical failure that may pass.
    static StepOutcome errored(String why) {
        return new Errored(null, why, false);
    }

    /// A technical failure that will not pass.
    static StepOutcome erroredForGood(String why) {
        return new Errored(null, why, true);
    }

    /// The outcome in the terms of the decision that follows it.
    default StepAnswer answer() {
        return switch (this) {
            case Succeeded(var output, var message, var check) ->
                new StepAnswer(
                        StepStatus.SUCCEEDED.word(), message, output, Optional.empty(), false, Optional.empty(), check);
            case Skipped(var output, var message) -> plain(StepStatus.SKIPPED, message, output, false);
            case Running(var output, var message, var checkAgain) ->
                new StepAnswer(
                        StepStatus.RUNNING.word(),
                        message,
                        output,
                        Optional.empty(),
                        false,
                        checkAgain,
                        Optional.empty());
            case NotYet(var output, var message) -> plain(StepStatus.FAILED, message, output, true);
            case Failed(var output, var why, var terminal) -> fault(StepStatus.FAILED, output, why, terminal);
            case Errored(var output, var why, var terminal) -> fault(StepStatus.ERRORED, output, why, terminal);
            case Reported(var said) -> said;
        };
    }

    private static StepAnswer plain(StepStatus status, String message, @Nullable Object output, boolean tryAgain) {
        return new StepAnswer(
                status.word(), message, output, Optional.empty(), tryAgain, Optional.empty(), Optional.empty());
    }

    private static StepAnswer fault(StepStatus status, @Nullable Object output, String why, boolean terminal) {
        var fault = new Fault(why, terminal);
        return new StepAnswer(status.word(), "", output, Optional.of(fault), false, Optional.empty(), Optional.empty());
    }
}
