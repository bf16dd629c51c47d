package dev.supercargo.decisions.admission;

import dev.supercargo.decisions.stage.AutoPromotionPolicy;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.ProjectConfig;
import dev.supercargo.model.PromotionPolicy;
import dev.supercargo.model.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a Promotion that somebody asked for means for automatic promotion: other Freight than the candidate holds it,
/// the candidate itself lets it go on (resources.md 8.7.2). Never a reason to refuse.
final class AutoPromotionIntent {
    private AutoPromotionIntent() {}

    /// Sets or drops the annotations in the tree.
    static void annotate(
            AdmissionReview review,
            Map<String, Object> tree,
            Stage stage,
            boolean controlPlane,
            Lookups lookups,
            Instant now) {
        String creator = review.object().annotations().getOrDefault(Annotations.CREATE_ACTOR, "");
        if (controlPlane && (creator.isEmpty() || creator.startsWith("controller:"))) {
            return;
        }
        MetadataEdit.set(tree, "annotations", Annotations.HOLD, "");
        MetadataEdit.set(tree, "annotations", Annotations.RESUME, "");
        String name = Json.text(tree, "spec", "freight").orElse("");
        if (name.isEmpty()) {
            return;
        }
        try {
            annotate(tree, stage, name, lookups, now);
        } catch (WorldException | Refused _) {
            // a failed look-up never blocks the Promotion
        }
    }

    private static void annotate(Map<String, Object> tree, Stage stage, String name, Lookups lookups, Instant now) {
        Optional<Freight> freight = lookups.find(
                        Kinds.FREIGHT, new ObjectKey(stage.metadata().namespace(), name))
                .map(Freight::read);
        if (freight.isEmpty() || !isAutomatic(stage, lookups)) {
            return;
        }
        boolean isCandidate = new StageFreight(stage, now)
                .candidate(freight.get().origin(), lookups)
                .filter(candidate -> candidate.metadata().name().equals(name))
                .isPresent();
        MetadataEdit.set(
                tree,
                "annotations",
                isCandidate ? Annotations.RESUME : Annotations.HOLD,
                freight.get().origin().key());
    }

    private static boolean isAutomatic(Stage stage, Lookups lookups) {
        String project = stage.metadata().namespace();
        List<PromotionPolicy> policies = lookups.find(Kinds.PROJECT_CONFIG, new ObjectKey(project, project))
                .map(config -> ProjectConfig.read(config).spec().promotionPolicies())
                .orElse(List.of());
        return AutoPromotionPolicy.of(
                        policies, stage.metadata().name(), stage.metadata().labels())
                instanceof AutoPromotionPolicy.On;
    }
}
