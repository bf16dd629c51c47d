package dev.supercargo.decisions.admission;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.PromotionRequest;
import dev.supercargo.model.RequestedTarget;
import dev.supercargo.model.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// PromotionRequest (resources.md 8.11).
final class PromotionRequestAdmission implements KindRules {
    @Override
    public AdmissionVerdict validate(AdmissionReview review, Lookups lookups, Instant now) {
        if (review.operation() == AdmissionReview.Operation.DELETE) {
            return AdmissionVerdict.Accepted.unchanged(review);
        }
        PromotionRequest request = PromotionRequest.read(review.object());
        String namespace = request.metadata().namespace();
        var problems = new ArrayList<>(ProjectNamespace.problems(review, lookups));
        List<RequestedTarget> targets = request.spec().targets();
        var seen = new HashSet<String>();
        for (int i = 0; i < targets.size(); i++) {
            if (!seen.add(targets.get(i).name())) {
                problems.add(FieldProblem.duplicate(
                        "spec.targets[" + i + "].name", targets.get(i).name()));
            }
        }
        stage(request.spec().stage(), namespace, lookups, problems);
        for (int i = 0; i < targets.size(); i++) {
            String target = targets.get(i).name();
            if (lookups.find(Kinds.TARGET, new ObjectKey(namespace, target)).isEmpty()) {
                problems.add(FieldProblem.invalid(
                        "spec.targets[" + i + "].name",
                        target,
                        "Target \"" + target + "\" not found in namespace \"" + namespace + "\""));
            }
        }
        return Answers.unless(problems, review);
    }

    private static void stage(String name, String namespace, Lookups lookups, List<FieldProblem> problems) {
        Optional<KubeObject> stage = lookups.find(Kinds.STAGE, new ObjectKey(namespace, name));
        if (stage.isEmpty()) {
            problems.add(FieldProblem.invalid(
                    "spec.stage", name, "Stage \"" + name + "\" not found in namespace \"" + namespace + "\""));
        } else if (Stage.read(stage.get()).spec().targets() == null) {
            problems.add(FieldProblem.invalid(
                    "spec.stage",
                    name,
                    "Stage \"" + name
                            + "\" does not select Targets; it is promoted to with a Promotion rather than a"
                            + " PromotionRequest"));
        }
    }
}
