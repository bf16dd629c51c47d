package dev.supercargo.decisions.admission;

import dev.supercargo.decisions.events.EventAnnotations;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Metadata;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionSpec;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Promotion: what may be stored (resources.md 8.7); [PromotionDefaults] sets what it does.
final class PromotionAdmission implements KindRules {
    private final AdmissionSettings settings;
    private final PromotionDefaults defaults;

    PromotionAdmission(AdmissionSettings settings, NameSource names) {
        this.settings = settings;
        this.defaults = new PromotionDefaults(settings, names);
    }

    @Override
    public boolean mutates() {
        return true;
    }

    @Override
    public void mutate(AdmissionReview review, Map<String, Object> tree, Lookups lookups, Instant now) {
        defaults.set(review, tree, lookups, now);
    }

    @Override
    public AdmissionVerdict validate(AdmissionReview review, Lookups lookups, Instant now) {
        return switch (review.operation()) {
            case CREATE -> validateCreate(review, lookups, now);
            case UPDATE -> validateUpdate(review, lookups);
            case DELETE -> {
                authorise(review, lookups);
                yield AdmissionVerdict.Accepted.unchanged(review);
            }
        };
    }

    private AdmissionVerdict validateCreate(AdmissionReview review, Lookups lookups, Instant now) {
        Answers.refuseIf(ProjectNamespace.problems(review, lookups), review);
        wrapped(() -> authorise(review, lookups));
        Promotion promotion = Promotion.read(review.object());
        PromotionSpec spec = promotion.spec();
        if (spec.freight().isEmpty() == (spec.origin() == null)) {
            Answers.refuseIf(
                    List.of(FieldProblem.invalid(
                            "spec", Wire.write(spec), "exactly one of freight or origin must be set")),
                    review);
        }
        Stage stage = Stages.find(review, spec.stage(), lookups);
        var problems = new ArrayList<>(targetProblems(promotion));
        if (stage.spec().targets() != null && !Ownership.byRequest(promotion.metadata())) {
            problems.add(FieldProblem.invalid(
                    "spec.stage",
                    spec.stage(),
                    "Stage \"" + spec.stage()
                            + "\" selects Targets; it is promoted to with a PromotionRequest rather than a Promotion"));
        }
        Answers.refuseIf(problems, review);
        Optional<Freight> freight = available(promotion, stage, lookups, now);
        if (freight.isEmpty()) {
            Answers.refuseIf(
                    List.of(FieldProblem.invalid(
                            "spec.freight", spec.freight(), "Freight is not available to this Stage")),
                    review);
        }
        return AdmissionVerdict.Accepted.announcing(review, created(review, promotion, freight, now));
    }

    private static Optional<Freight> available(Promotion promotion, Stage stage, Lookups lookups, Instant now) {
        var key =
                new ObjectKey(promotion.metadata().namespace(), promotion.spec().freight());
        return lookups.find(Kinds.FREIGHT, key)
                .map(object -> object.decoded(Freight.class, Freight::read))
                .filter(new StageFreight(stage, now)::includes);
    }

    private List<AdmissionEvent> created(
            AdmissionReview review, Promotion promotion, Optional<Freight> freight, Instant now) {
        if (review.dryRun() || settings.isControlPlane(review.caller())) {
            return List.of();
        }
        String actor = review.caller().actor();
        Metadata metadata = promotion.metadata();
        return List.of(new AdmissionEvent(
                "promotion-webhook",
                "PromotionCreated",
                "Promotion created for Stage \"" + promotion.spec().stage() + "\" by \"" + actor + "\"",
                Kinds.PROMOTION.kind(),
                metadata.key(),
                EventAnnotations.ofPromotion(
                        promotion, metadata.creationTimestamp() == null ? now : metadata.createdAt(), freight, actor)));
    }

    private AdmissionVerdict validateUpdate(AdmissionReview review, Lookups lookups) {
        wrapped(() -> authorise(review, lookups));
        Promotion promotion = Promotion.read(review.object());
        Map<String, Object> spec = Wire.write(promotion.spec());
        Map<String, Object> before =
                review.old().map(old -> Wire.write(Promotion.read(old).spec())).orElse(spec);
        if (!Json.same(before, spec)) {
            Answers.refuseIf(List.of(FieldProblem.invalid("spec", spec, "spec is immutable")), review);
        }
        return Answers.unless(targetProblems(promotion), review);
    }

    private static List<FieldProblem> targetProblems(Promotion promotion) {
        String target = promotion.spec().target();
        return target.isEmpty() || Ownership.byRequest(promotion.metadata())
                ? List.of()
                : List.of(FieldProblem.invalid(
                        "spec.target",
                        target,
                        "a Promotion may name a Target only when created by a PromotionRequest"));
    }

    /// The verb `promote` on the Stage (resources.md 8.7.3), besides what RBAC says about Promotions.
    private void authorise(AdmissionReview review, Lookups lookups) {
        if (settings.isWebhooksServer(review.caller())) {
            return;
        }
        String stage = Json.text(review.object().view(), "spec", "stage").orElse("");
        String verb = review.operation().verb();
        boolean permitted;
        try {
            permitted = !stage.isEmpty()
                    && lookups.mayPromote(
                            review.caller(), new ObjectKey(review.object().namespace(), stage));
        } catch (WorldException e) {
            throw forbidden(
                    review,
                    "error creating SubjectAccessReview; refusing to " + verb + " Promotion: "
                            + e.failure().what());
        }
        if (!permitted) {
            throw forbidden(
                    review,
                    "subject \"" + review.caller().username() + "\" is not permitted to " + verb
                            + " Promotions for Stage \"" + stage + "\"");
        }
    }

    private static Refused forbidden(AdmissionReview review, String why) {
        return new Refused(Refusal.forbidden(
                review.type(), review.type().kind(), review.object().name(), why));
    }

    /// QUIRK: on creation and update the refusal surfaces as an internal error that holds its text.
    private static void wrapped(Runnable check) {
        try {
            check.run();
        } catch (Refused e) {
            throw new Refused(Refusal.internal(e.refusal().message()));
        }
    }
}
