package dev.supercargo.decisions.admission;

import dev.supercargo.model.ClusterConfig;
import java.time.Instant;
import java.util.ArrayList;

/// ClusterConfig (resources.md 8.10).
final class ClusterConfigAdmission implements KindRules {
    @Override
    public AdmissionVerdict validate(AdmissionReview review, Lookups lookups, Instant now) {
        if (review.operation() == AdmissionReview.Operation.DELETE) {
            return AdmissionVerdict.Accepted.unchanged(review);
        }
        var problems = new ArrayList<FieldProblem>();
        String name = review.object().name();
        if (review.isCreate() && !name.equals("cluster")) {
            problems.add(FieldProblem.invalid("metadata.name", name, "name \"" + name + "\" must be \"cluster\""));
        }
        problems.addAll(ReceiverRules.problems(
                ClusterConfig.read(review.object()).spec().webhookReceivers()));
        return Answers.unless(problems, review);
    }
}
