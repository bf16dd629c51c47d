package dev.supercargo.decisions.steps;

import java.util.Arrays;
import java.util.Optional;

/// How a step stands, in the order of severity.
public enum StepStatus {
    /// Reached, and nothing known yet.
    NONE(""),
    SUCCEEDED("Succeeded"),
    SKIPPED("Skipped"),
    RUNNING("Running"),
    ABORTED("Aborted"),
    FAILED("Failed"),
    ERRORED("Errored");

    private final String word;

    StepStatus(String word) {
        this.word = word;
    }

    /// The word in a Promotion's status.
    public String word() {
        return word;
    }

    /// The status that a word names exactly, or empty.
    public static Optional<StepStatus> parse(String word) {
        return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
    }

    /// Whether it stops later steps that have no condition of their own.
    public boolean isFailure() {
        return this == FAILED || this == ERRORED;
    }
}
