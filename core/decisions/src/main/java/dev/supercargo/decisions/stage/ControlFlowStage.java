package dev.supercargo.decisions.stage;

import dev.supercargo.decisions.freight.AvailableFreight;
import dev.supercargo.meta.Condition;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.CurrentStage;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightRequest;
import dev.supercargo.model.Stage;
import dev.supercargo.model.StageStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One turn of a Stage that only passes Freight on: what may come is verified here at once (controllers.md 11). Nothing
/// ever stays in such a Stage, so nothing soaks in it.
public final class ControlFlowStage {
    private static final Set<String> CONDITIONS = Set.of(Conditions.READY, Conditions.RECONCILING);

    private ControlFlowStage() {}

    /// The whole turn.
    public static StageDecision decide(StageView view, Instant moment) {
        Stage stage = view.stage();
        if (stage.metadata().isTerminating()) {
            return Farewell.of(view);
        }
        if (!stage.metadata().hasFinalizer()) {
            return RegularStage.guard(view, moment);
        }
        Instant now = moment.truncatedTo(ChronoUnit.SECONDS);
        var effects = new ArrayList<StageEffect>();
        if (!stage.metadata().annotation(Annotations.ARGOCD_CONTEXT).isEmpty()) {
            effects.add(new StageEffect.Annotate(Annotations.ARGOCD_CONTEXT, Optional.empty()));
        }
        for (Freight piece : view.supply().freight()) {
            CurrentStage stay = piece.status().currentlyIn().get(view.name());
            if (stay != null) {
                effects.add(mark(piece, FreightSync.left(piece, view.name(), stay, now)));
            }
        }
        StageStatus status = emptied(stage);
        Conditions conditions = conditions(now);
        Optional<String> unlistable =
                AvailableFreight.obstacle(stage, view.supply().warehouses());
        if (unlistable.isPresent()) {
            StageStatus retrying = conditions.isTrue(
                    status, Conditions.RECONCILING, "RetryAfterFreightRetrievalFailed", unlistable.get());
            return decision(
                    view,
                    conditions.isFalse(retrying, Conditions.READY, "FreightRetrievalFailed", unlistable.get()),
                    effects,
                    unlistable,
                    Optional.of(moment.plus(RegularStage.RESYNC)));
        }
        Map<String, Freight> arriving = arriving(view, now);
        arriving.values().forEach(piece -> effects.add(mark(piece, new FreightMark.Verified(now))));
        StageStatus ready =
                Conditions.without(conditions.isTrue(status, Conditions.READY, "Ready", ""), Conditions.RECONCILING);
        return decision(view, ready, effects, Optional.empty(), next(view, now, moment));
    }

    /// The status after some Freight could not be marked.
    static StageStatus unmarked(StageStatus status, int number, Instant now) {
        Conditions conditions = conditions(now);
        String why = "failed to verify " + number + " Freight";
        StageStatus retrying = conditions.isTrue(status, Conditions.RECONCILING, "RetryAfterVerificationFailed", why);
        return conditions.isFalse(retrying, Conditions.READY, "FreightVerificationFailed", why);
    }

    private static StageDecision decision(
            StageView view,
            StageStatus status,
            List<StageEffect> effects,
            Optional<String> error,
            Optional<Instant> next) {
        StageStep step = StageStep.of("", status, effects, error);
        return new StageDecision(view, StageDecision.Kind.CONTROL_FLOW, List.of(step), next, false);
    }

    private static Conditions conditions(Instant now) {
        return new Conditions(0, now);
    }

    private static StageEffect mark(Freight piece, FreightMark mark) {
        return new StageEffect.MarkFreight(piece.metadata().name(), mark, StageEffect.Tolerance.ANY);
    }

    /// What may come and is not verified here yet.
    private static Map<String, Freight> arriving(StageView view, Instant now) {
        var arriving = new LinkedHashMap<String, Freight>();
        for (FreightRequest request : view.stage().spec().requestedFreight()) {
            for (Candidates.Judged judged : Candidates.of(
                            view.name(), request, view.supply().freight(), now)
                    .available()) {
                if (!judged.piece().status().verifiedIn().containsKey(view.name())) {
                    arriving.put(judged.name(), judged.piece());
                }
            }
        }
        return arriving;
    }

    private static Optional<Instant> next(StageView view, Instant now, Instant moment) {
        return view.stage().spec().requestedFreight().stream()
                .flatMap(request -> Candidates.of(
                                view.name(), request, view.supply().freight(), now)
                        .soakEnds())
                .min(Instant::compareTo)
                .filter(moment.plus(RegularStage.RESYNC)::isAfter)
                .or(() -> Optional.of(moment.plus(RegularStage.RESYNC)));
    }

    /// The status without all that only a Stage that promotes has.
    private static StageStatus emptied(Stage stage) {
        StageStatus before = stage.status();
        List<Condition> kept = before.conditions().stream()
                .filter(condition -> CONDITIONS.contains(condition.type()))
                .toList();
        return before.withConditions(kept)
                .withObservedGeneration(stage.metadata().generation())
                .withFreightHistory(List.of())
                .withFreightSummary("N/A")
                .withHealth(null)
                .withCurrentPromotion(null)
                .withLastPromotion(null)
                .withAutoPromotionEnabled(false)
                .withAutoPromotionHolds(Map.of())
                .withEffectiveAutoPromotionHolds(Map.of());
    }
}
