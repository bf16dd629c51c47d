package dev.supercargo.decisions.stage;

import dev.supercargo.meta.GoText;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.FreightOrigin;
import dev.supercargo.model.Hold;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionPhase;
import dev.supercargo.model.Stage;
import dev.supercargo.model.StageStatus;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Holds keep auto-promotion from overriding a user who promoted something else than the candidate
/// (controllers.md 8.5). Durable ones follow from Promotions that were recorded, effective ones also from those that
/// were not yet.
final class Holds {
    private Holds() {}

    /// What a Promotion wants for an origin.
    private sealed interface Intent {
        record Establish(FreightOrigin origin, Hold hold) implements Intent {}

        record Resume(FreightOrigin origin) implements Intent {}
    }

    /// The durable holds before anything is recorded: none while auto-promotion is off, else those of origins that are
    /// still requested.
    static StageStatus kept(StageStatus status, Stage stage, boolean auto) {
        var kept = new LinkedHashMap<String, Hold>();
        if (auto) {
            status.autoPromotionHolds().forEach((key, hold) -> {
                if (requested(stage, key).isPresent()) {
                    kept.put(key, hold);
                }
            });
        }
        return status.withAutoPromotionHolds(kept);
    }

    /// The durable holds after a Promotion has ended.
    static StageStatus recorded(StageStatus status, Stage stage, Promotion promotion) {
        if (promotion.status().phase().equals(PromotionPhase.ABORTED)) {
            return status;
        }
        return intent(stage, promotion)
                .map(intent -> status.withAutoPromotionHolds(with(status.autoPromotionHolds(), intent)))
                .orElse(status);
    }

    /// The holds that count now: the durable ones, overlaid for each origin by the newest Promotion that wants
    /// something
    /// and is not recorded yet.
    static StageStatus effective(StageStatus status, Stage stage, Queue queue, boolean auto) {
        if (!auto) {
            return status.withEffectiveAutoPromotionHolds(Map.of());
        }
        Recorded recorded = Recorded.in(status);
        List<Promotion> open = queue.promotions().stream()
                .filter(p -> !p.status().phase().equals(PromotionPhase.ABORTED) && !recorded.covers(p))
                .sorted(Comparator.comparing(Queue::name, GoText.BY_BYTES))
                .toList();
        Map<String, Hold> holds = status.autoPromotionHolds();
        for (Promotion promotion : open) {
            Optional<Intent> intent = intent(stage, promotion);
            if (intent.isPresent()) {
                holds = with(holds, intent.get());
            }
        }
        return status.withEffectiveAutoPromotionHolds(holds);
    }

    private static Map<String, Hold> with(Map<String, Hold> holds, Intent intent) {
        var changed = new LinkedHashMap<>(holds);
        switch (intent) {
            case Intent.Establish(var origin, var hold) -> changed.put(origin.key(), hold);
            case Intent.Resume(var origin) -> changed.remove(origin.key());
        }
        return changed;
    }

    /// A Promotion that carries both annotations holds.
    private static Optional<Intent> intent(Stage stage, Promotion promotion) {
        var metadata = promotion.metadata();
        Optional<Intent> hold = requested(stage, metadata.annotation(Annotations.HOLD))
                .map(origin -> new Intent.Establish(
                        origin,
                        new Hold(
                                promotion.spec().freight(),
                                origin,
                                metadata.name(),
                                metadata.annotation(Annotations.CREATE_ACTOR),
                                metadata.creationTimestamp())));
        return hold.or(
                () -> requested(stage, metadata.annotation(Annotations.RESUME)).map(Intent.Resume::new));
    }

    private static Optional<FreightOrigin> requested(Stage stage, String key) {
        return stage.spec().requestedFreight().stream()
                .map(request -> request.origin())
                .filter(origin -> origin.key().equals(key))
                .findFirst();
    }
}
