package dev.supercargo.decisions.admission;

import dev.supercargo.meta.Json;
import dev.supercargo.model.ActorRequest;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.FreightOrigin;
import dev.supercargo.model.FreightRequest;
import dev.supercargo.model.PromotionStep;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Stage (resources.md 8.5).
final class StageAdmission implements KindRules {
    private static final String STEPS = "spec.promotionTemplate.spec.steps";

    private final AdmissionSettings settings;

    StageAdmission(AdmissionSettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean mutates() {
        return true;
    }

    @Override
    public void mutate(AdmissionReview review, Map<String, Object> tree, Lookups lookups, Instant now) {
        MetadataEdit.followShard(tree, Json.text(tree, "spec", "shard").orElse(""));
        boolean controlPlane = settings.isControlPlane(review.caller());
        for (String key : List.of(Annotations.REVERIFY, Annotations.ABORT)) {
            RequestAnnotation.enrich(review, tree, key, ActorRequest.Form.VERIFICATION, controlPlane);
        }
    }

    @Override
    public AdmissionVerdict validate(AdmissionReview review, Lookups lookups, Instant now) {
        if (review.operation() == AdmissionReview.Operation.DELETE) {
            return AdmissionVerdict.Accepted.unchanged(review);
        }
        Stage stage = Stage.read(review.object());
        var problems = new ArrayList<>(ProjectNamespace.problems(review, lookups));
        requests(stage.spec().requestedFreight(), problems);
        if (stage.spec().promotionTemplate() != null) {
            List<PromotionStep> steps = stage.spec().promotionTemplate().spec().steps();
            problems.addAll(StepAliases.problems(STEPS, steps));
            taskSteps(steps, problems);
        }
        return Answers.unless(problems, review);
    }

    private static void requests(List<FreightRequest> requests, List<FieldProblem> problems) {
        var seen = new HashSet<FreightOrigin>();
        var told = new HashSet<FreightOrigin>();
        for (FreightRequest request : requests) {
            FreightOrigin origin = request.origin();
            if (!seen.add(origin) && told.add(origin)) {
                problems.add(FieldProblem.invalid(
                        "spec.requestedFreight",
                        Wire.writeAll(requests),
                        "freight with origin " + origin + " requested multiple times in spec.requestedFreight"));
            }
        }
        for (int i = 0; i < requests.size(); i++) {
            selectionPolicy(i, requests.get(i), problems);
        }
    }

    private static void selectionPolicy(int index, FreightRequest request, List<FieldProblem> problems) {
        if (!request.sources().matchesUpstream()) {
            return;
        }
        String field = "spec.requestedFreight[" + index + "].sources.autoPromotionOptions.selectionPolicy";
        if (request.sources().direct()) {
            problems.add(FieldProblem.invalid(
                    field,
                    "MatchUpstream",
                    "selection policy 'MatchUpstream' cannot be used when accepting Freight directly from its origin"));
        }
        if (request.sources().stages().size() != 1) {
            problems.add(FieldProblem.invalid(
                    field,
                    "MatchUpstream",
                    "selection policy 'MatchUpstream' requires exactly one upstream Stage to be specified"));
        }
    }

    private static void taskSteps(List<PromotionStep> steps, List<FieldProblem> problems) {
        for (int i = 0; i < steps.size(); i++) {
            PromotionStep step = steps.get(i);
            if (step.task() == null) {
                continue;
            }
            String prefix = "PromotionTemplate step referencing a task cannot have ";
            if (!step.condition().isEmpty()) {
                problems.add(FieldProblem.forbidden(STEPS + "[" + i + "].if", prefix + "an 'if' condition"));
            }
            if (step.config() != null) {
                problems.add(FieldProblem.forbidden(STEPS + "[" + i + "].config", prefix + "a config"));
            }
        }
    }
}
