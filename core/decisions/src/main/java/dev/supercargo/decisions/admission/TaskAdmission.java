package dev.supercargo.decisions.admission;

import dev.supercargo.model.Kinds;
import dev.supercargo.model.PromotionTask;
import java.time.Instant;
import java.util.ArrayList;

/// PromotionTask and ClusterPromotionTask (resources.md 8.11).
final class TaskAdmission implements KindRules {
    @Override
    public AdmissionVerdict validate(AdmissionReview review, Lookups lookups, Instant now) {
        if (review.operation() == AdmissionReview.Operation.DELETE) {
            return AdmissionVerdict.Accepted.unchanged(review);
        }
        var problems = new ArrayList<FieldProblem>();
        if (review.type().equals(Kinds.PROMOTION_TASK)) {
            problems.addAll(ProjectNamespace.problems(review, lookups));
        }
        // both kinds have the same spec
        var task = PromotionTask.read(review.object());
        problems.addAll(StepAliases.problems("spec.steps", task.spec().steps()));
        return Answers.unless(problems, review);
    }
}
