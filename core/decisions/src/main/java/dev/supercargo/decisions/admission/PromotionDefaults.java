package dev.supercargo.decisions.admission;

import dev.supercargo.meta.Json;
import dev.supercargo.model.ActorRequest;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.ExpressionVariable;
import dev.supercargo.model.FreightOrigin;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import dev.supercargo.model.Metadata;
import dev.supercargo.model.Names;
import dev.supercargo.model.OwnerReference;
import dev.supercargo.model.PromotionStep;
import dev.supercargo.model.PromotionTemplateSpec;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a Promotion gets from its Stage: name, steps, variables, labels, owner (resources.md 8.7). What the client sent
/// in their place is discarded.
final class PromotionDefaults {
    private final AdmissionSettings settings;
    private final NameSource names;

    PromotionDefaults(AdmissionSettings settings, NameSource names) {
        this.settings = settings;
        this.names = names;
    }

    void set(AdmissionReview review, Map<String, Object> tree, Lookups lookups, Instant now) {
        String stageName = text(tree, "stage");
        Stage stage = Stages.find(review, stageName, lookups);
        boolean controlPlane = settings.isControlPlane(review.caller());
        if (review.isCreate()) {
            resolveOrigin(review, tree, stage, lookups, now);
            String target = text(tree, "target");
            String prefix = target.isEmpty() ? stageName : stageName + "." + target;
            String name = Names.promotion(prefix, names.ulid(), text(tree, "freight"));
            if (!name.isEmpty()) {
                Json.put(tree, name, "metadata", "name");
            }
            if (!controlPlane) {
                MetadataEdit.set(
                        tree,
                        "annotations",
                        Annotations.CREATE_ACTOR,
                        review.caller().actor());
            }
        } else {
            keep(review, tree, Annotations.CREATE_ACTOR);
            keep(review, tree, Annotations.HOLD);
            keep(review, tree, Annotations.RESUME);
        }
        RequestAnnotation.enrich(review, tree, Annotations.ABORT, ActorRequest.Form.PROMOTION, controlPlane);
        if (review.isCreate()) {
            copySteps(review, tree, stage, lookups);
            AutoPromotionIntent.annotate(review, tree, stage, controlPlane, lookups, now);
        }
        attach(tree, stage);
    }

    private static void resolveOrigin(
            AdmissionReview review, Map<String, Object> tree, Stage stage, Lookups lookups, Instant now) {
        Map<String, Object> given = Json.object(tree, "spec", "origin");
        if (given.isEmpty() || !text(tree, "freight").isEmpty()) {
            return;
        }
        FreightOrigin origin = Wire.read(FreightOrigin.class, given);
        String freight = new StageFreight(stage, now)
                .candidate(origin, lookups)
                .map(candidate -> candidate.metadata().name())
                .orElseThrow(() -> new Refused(Refusal.invalid(
                        review.type(),
                        "",
                        List.of(FieldProblem.invalid(
                                "spec.origin",
                                origin.key(),
                                "no auto-promotion candidate found for origin \"" + origin + "\" on Stage \""
                                        + stage.metadata().name() + "\"")))));
        Json.put(tree, freight, "spec", "freight");
        Json.object(tree, "spec").remove("origin");
    }

    private static void keep(AdmissionReview review, Map<String, Object> tree, String annotation) {
        String before = review.old()
                .map(old -> old.annotations().getOrDefault(annotation, ""))
                .orElse("");
        MetadataEdit.set(tree, "annotations", annotation, before);
    }

    private static void copySteps(AdmissionReview review, Map<String, Object> tree, Stage stage, Lookups lookups) {
        if (stage.spec().promotionTemplate() == null || stage.spec().isControlFlow()) {
            throw Stages.invalid(
                    review,
                    Json.text(tree, "metadata", "name").orElse(""),
                    stage.metadata().name(),
                    "Stage \"" + stage.metadata().name() + "\" in namespace \""
                            + stage.metadata().namespace() + "\" defines no promotion steps");
        }
        PromotionTemplateSpec template = stage.spec().promotionTemplate().spec();
        var vars = new ArrayList<ExpressionVariable>(stage.spec().vars());
        vars.addAll(template.vars());
        Map<String, Object> spec = Json.object(tree, "spec");
        spec.remove("vars");
        if (!vars.isEmpty()) {
            spec.put("vars", Wire.writeAll(vars));
        }
        List<PromotionStep> steps =
                new TaskInflation(stage.metadata().namespace(), vars, lookups).inflate(template.steps());
        spec.put("steps", Wire.writeAll(steps));
    }

    /// Ties the Promotion to its Stage; a part of a PromotionRequest stays that.
    private static void attach(Map<String, Object> tree, Stage stage) {
        String name = stage.metadata().name();
        MetadataEdit.followShard(tree, stage.spec().shard());
        MetadataEdit.set(tree, "labels", Labels.STAGE, Names.label(name));
        MetadataEdit.set(tree, "annotations", Annotations.STAGE, name);
        if (!Ownership.byRequest(Wire.read(Metadata.class, Json.object(tree, "metadata")))) {
            Map<String, Object> owner = Wire.write(new OwnerReference(
                    Kinds.STAGE.apiVersion(),
                    Kinds.STAGE.kind(),
                    name,
                    stage.metadata().uid(),
                    true,
                    false));
            owner.put("blockOwnerDeletion", false);
            Json.put(tree, new ArrayList<Object>(List.of(owner)), "metadata", "ownerReferences");
        }
    }

    private static String text(Map<String, Object> tree, String field) {
        return Json.text(tree, "spec", field).orElse("");
    }
}
