package dev.supercargo.decisions.admission;

import dev.supercargo.decisions.stage.NamePattern;
import dev.supercargo.meta.GoText;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import dev.supercargo.model.ProjectConfig;
import dev.supercargo.model.PromotionPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// ProjectConfig (resources.md 8.9).
final class ProjectConfigAdmission implements KindRules {
    private static final String POLICIES = "spec.promotionPolicies";
    private static final Set<String> PATTERN_KINDS = Set.of("regex", "regexp", "glob");

    @Override
    public AdmissionVerdict validate(AdmissionReview review, Lookups lookups, Instant now) {
        if (review.operation() == AdmissionReview.Operation.DELETE) {
            return AdmissionVerdict.Accepted.unchanged(review);
        }
        ProjectConfig config = ProjectConfig.read(review.object());
        String name = config.metadata().name();
        String namespace = config.metadata().namespace();
        var problems = new ArrayList<FieldProblem>();
        if (review.isCreate() && !name.equals(namespace)) {
            problems.add(FieldProblem.invalid(
                    "metadata.name", name, "name \"" + name + "\" must match project name \"" + namespace + "\""));
        }
        patterns(config.spec().promotionPolicies(), problems);
        exactNames(config.spec().promotionPolicies(), problems);
        problems.addAll(ReceiverRules.problems(config.spec().webhookReceivers()));
        Answers.refuseIf(problems, review);
        if (review.isCreate() && !review.dryRun()) {
            refuseOutsideProject(review, namespace, lookups);
        }
        return AdmissionVerdict.Accepted.unchanged(review);
    }

    private static void refuseOutsideProject(AdmissionReview review, String name, Lookups lookups) {
        Optional<KubeObject> namespace;
        try {
            namespace = lookups.find(Kinds.NAMESPACE, ObjectKey.cluster(name));
        } catch (WorldException e) {
            throw new Refused(Refusal.internal(
                    "failed to get namespace \"" + name + "\": " + e.failure().what()));
        }
        if (namespace.isEmpty()) {
            throw new Refused(Refusal.internal("failed to get namespace \"" + name + "\": not found"));
        }
        if (!ProjectNamespace.isLabelled(namespace.get())) {
            throw new Refused(Refusal.forbidden(
                    review.type(),
                    review.type().plural(),
                    review.object().name(),
                    "namespace \"" + name + "\" does not belong to Kargo project (missing \"" + Labels.PROJECT
                            + "\" label)"));
        }
    }

    /// Names that hold a colon are patterns and must be good ones.
    private static void patterns(List<PromotionPolicy> policies, List<FieldProblem> problems) {
        for (int i = 0; i < policies.size(); i++) {
            String name = policies.get(i).stageName();
            int colon = name.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String field = POLICIES + "[" + i + "].stageSelector.name";
            String kind = name.substring(0, colon);
            if (!PATTERN_KINDS.contains(kind)) {
                problems.add(FieldProblem.invalid(
                        field,
                        name,
                        "invalid pattern identifier " + GoText.quote(kind)
                                + ": must be \"regex\", \"regexp\" or \"glob\""));
                continue;
            }
            try {
                NamePattern.parse(name);
            } catch (IllegalArgumentException e) {
                problems.add(FieldProblem.invalid(field, name, String.valueOf(e.getMessage())));
            }
        }
    }

    private static void exactNames(List<PromotionPolicy> policies, List<FieldProblem> problems) {
        var holders = new HashMap<String, Integer>();
        for (int i = 0; i < policies.size(); i++) {
            String name = policies.get(i).stageName();
            if (name.isEmpty() || name.contains(":")) {
                continue;
            }
            Integer holder = holders.putIfAbsent(name, i);
            if (holder != null) {
                problems.add(FieldProblem.invalid(
                        POLICIES + "[" + i + "]",
                        name,
                        "stage name already defined at " + POLICIES + "[" + holder + "]"));
            }
        }
    }
}
