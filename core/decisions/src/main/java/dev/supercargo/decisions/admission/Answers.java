package dev.supercargo.decisions.admission;

import java.util.List;

/// Verdicts from field problems.
final class Answers {
    private Answers() {}

    /// Accepts unless there are problems.
    static AdmissionVerdict unless(List<FieldProblem> problems, AdmissionReview review) {
        refuseIf(problems, review);
        return AdmissionVerdict.Accepted.unchanged(review);
    }

    /// Refuses where there are problems.
    static void refuseIf(List<FieldProblem> problems, AdmissionReview review) {
        if (!problems.isEmpty()) {
            throw new Refused(Refusal.invalid(review.type(), review.object().name(), problems));
        }
    }
}
