package dev.supercargo.decisions.steps;

import dev.supercargo.decisions.steps.StepAnswer.Fault;
import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.GoText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What comes after one run of a step (controllers.md 13.4). `record` is the step's record afterwards.
public sealed interface Move {
    /// The step's record afterwards.
    StepRecord record();

    /// The step has ended, well or badly; the next step is looked at.
    record Advance(StepRecord record) implements Move {}

    /// It is still running; look at it again (after its own wish, where it has one).
    record Wait(StepRecord record, Optional<Duration> checkAgain) implements Move {}

    /// It met an error and is tried again with growing pauses; `error` is the Promotion's message meanwhile.
    record Retry(StepRecord record, String error) implements Move {}

    /// The move after an answer. Total: a word that is no status ends the step.
    static Move after(StepAnswer answer, StepRecord before, RetryPolicy policy, Instant now) {
        Optional<StepStatus> said = StepStatus.parse(answer.status()).filter(s -> s != StepStatus.NONE);
        if (said.isEmpty()) {
            String why = "step " + GoText.quote(before.alias()) + " returned an invalid status: " + answer.status();
            return new Advance(before.finished(StepStatus.ERRORED, why, now));
        }
        StepStatus status = said.get();
        if (answer.error().isPresent()) {
            return afterError(status, answer.error().get(), before, policy, now);
        }
        if (answer.tryAgain()) {
            return waiting(status, answer, before, policy, now);
        }
        return switch (status) {
            case SUCCEEDED, SKIPPED -> new Advance(before.finished(status, answer.message(), now));
            case FAILED -> new Advance(before.finished(status, answer.message(), now));
            case ERRORED -> {
                String words = answer.message().isEmpty() ? "no details provided" : answer.message();
                String text = "step " + GoText.quote(before.alias()) + " errored: " + words;
                yield afterFault(status, text, answer.message(), before, policy, now);
            }
            case RUNNING, ABORTED, NONE -> waiting(status, answer, before, policy, now);
        };
    }

    private static Move waiting(
            StepStatus status, StepAnswer answer, StepRecord before, RetryPolicy policy, Instant now) {
        return policy.isOutlasted(before.startedAt(), now)
                ? timedOut(before, policy, now)
                : new Wait(before.standing(status, answer.message()), answer.checkAgain());
    }

    private static Move afterError(StepStatus said, Fault fault, StepRecord before, RetryPolicy policy, Instant now) {
        StepStatus status = said == StepStatus.FAILED ? said : StepStatus.ERRORED;
        String step = "step " + GoText.quote(before.alias());
        String text = (said == StepStatus.ERRORED ? "error running " + step : step) + ": " + fault.text();
        if (!fault.terminal()) {
            return afterFault(status, text, text, before, policy, now);
        }
        String why = status == StepStatus.FAILED ? text : "an unrecoverable error occurred: " + text;
        return new Advance(before.finished(status, why, now));
    }

    private static Move afterFault(
            StepStatus status, String error, String message, StepRecord before, RetryPolicy policy, Instant now) {
        StepRecord counted = before.withErrors(before.errorCount() + 1);
        if (counted.errorCount() >= policy.errorThreshold()) {
            String why = "step " + GoText.quote(before.alias()) + " met error threshold of " + policy.errorThreshold()
                    + ": " + message;
            return new Advance(counted.finished(status, why, now));
        }
        if (policy.isOutlasted(before.startedAt(), now)) {
            return timedOut(counted, policy, now);
        }
        return new Retry(counted.standing(status, message + "; step will be retried"), error);
    }

    private static Move timedOut(StepRecord before, RetryPolicy policy, Instant now) {
        String limit = GoDuration.print(policy.timeout().orElse(Duration.ZERO));
        String why = "step " + GoText.quote(before.alias()) + " timed out after " + limit;
        return new Advance(before.finished(StepStatus.ERRORED, why, now));
    }
}
