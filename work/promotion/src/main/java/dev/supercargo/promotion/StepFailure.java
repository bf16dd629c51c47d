package dev.supercargo.promotion;

/// Ends a run early with an outcome, from however deep inside a step.
public final class StepFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient StepOutcome outcome;

    public StepFailure(StepOutcome outcome, String message) {
        super(message);
        this.outcome = outcome;
    }

    /// A technical failure that may pass.
    public static StepFailure errored(String why) {
        return new StepFailure(StepOutcome.errored(why), why);
    }

    /// A technical failure that will not pass.
    public static StepFailure erroredForGood(String why) {
        return new StepFailure(StepOutcome.erroredForGood(why), why);
    }

    /// A rule says no, once and for all.
    public static StepFailure failed(String why) {
        return new StepFailure(StepOutcome.failed(why), why);
    }

    /// The outcome of the run.
    public StepOutcome outcome() {
        return outcome;
    }
}
