package dev.supercargo.decisions.steps;

import java.util.List;

/// How a Promotion ends whose steps have all been looked at (controllers.md 13.5).
///
/// @param phase `Succeeded`, `Failed`, `Errored` or `Aborted`
/// @param message the words of the first step with the worst status
public record Conclusion(String phase, String message) {
    /// The worst status counts, over the steps whose failure is not ignored.
    public static Conclusion of(List<StepRecord> records) {
        StepRecord worst = null;
        for (StepRecord record : records) {
            boolean worse = worst == null || record.status().compareTo(worst.status()) > 0;
            if (!record.continueOnError() && worse) {
                worst = record;
            }
        }
        if (worst == null) {
            return new Conclusion("Succeeded", "");
        }
        return switch (worst.status()) {
            case NONE, SUCCEEDED -> new Conclusion("Succeeded", "");
            case SKIPPED -> new Conclusion("Succeeded", worst.message());
            case ABORTED -> new Conclusion("Aborted", worst.message());
            case FAILED -> new Conclusion("Failed", worst.message());
            case RUNNING, ERRORED -> new Conclusion("Errored", worst.message());
        };
    }
}
