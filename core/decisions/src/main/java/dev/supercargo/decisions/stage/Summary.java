package dev.supercargo.decisions.stage;

import dev.supercargo.meta.Condition;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.FreightReference;
import dev.supercargo.model.PromotionPhase;
import dev.supercargo.model.PromotionReference;
import dev.supercargo.model.PromotionStatus;
import dev.supercargo.model.Stage;
import dev.supercargo.model.StageStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The condition `Ready` and the words `freightSummary`, which follow from everything else (controllers.md 7.8).
final class Summary {
    private Summary() {}

    /// The status after a phase that ended well; the first line that applies.
    static StageStatus of(Stage stage, StageStatus before, Conditions conditions) {
        StageStatus status = before.withFreightSummary(freight(stage, before.currentFreight()));
        Optional<Condition> promoting = Condition.find(status.conditions(), Conditions.PROMOTING);
        if (promoting.isPresent()) {
            return notReady(status, promoting.get().reason(), promoting.get().message(), conditions);
        }
        PromotionReference last = status.lastPromotion();
        PromotionStatus ended = last == null ? null : last.status();
        if (ended != null && ended.isTerminal() && !ended.phase().equals(PromotionPhase.SUCCEEDED)) {
            return notReady(status, "LastPromotion" + ended.phase(), ended.message(), conditions);
        }
        Optional<Condition> healthy = Condition.find(status.conditions(), Conditions.HEALTHY);
        if (!Condition.isTrue(status.conditions(), Conditions.HEALTHY)) {
            return notReady(
                    status,
                    healthy.map(Condition::reason).orElse("Unhealthy"),
                    healthy.map(Condition::message).orElse("Stage is not healthy"),
                    conditions);
        }
        Optional<Condition> verified = Condition.find(status.conditions(), Conditions.VERIFIED);
        if (!Condition.isTrue(status.conditions(), Conditions.VERIFIED)) {
            return notReady(
                    status,
                    verified.map(Condition::reason).orElse("PendingVerification"),
                    verified.map(Condition::message).orElse("Stage is not verified"),
                    conditions);
        }
        StageStatus ready = conditions.isTrue(
                status,
                Conditions.READY,
                verified.map(Condition::reason).orElse(""),
                verified.map(Condition::message).orElse(""));
        return Conditions.without(ready, Conditions.RECONCILING)
                .withObservedGeneration(stage.metadata().generation());
    }

    private static StageStatus notReady(StageStatus status, String reason, String message, Conditions conditions) {
        return conditions.isFalse(status, Conditions.READY, reason, message);
    }

    /// The status after a phase that failed.
    static StageStatus failed(StageStatus status, String error, Conditions conditions) {
        StageStatus notReady = conditions.isFalse(status, Conditions.READY, "ReconcileError", error);
        return conditions.isTrue(notReady, Conditions.RECONCILING, "RetryAfterError", "");
    }

    private static String freight(Stage stage, Optional<FreightCollection> held) {
        int requested = stage.spec().requestedFreight().size();
        List<FreightReference> items =
                held.map(h -> List.copyOf(h.items().values())).orElse(List.of());
        return requested == 1 && items.size() == 1
                ? items.getFirst().name()
                : items.size() + "/" + requested + " Fulfilled";
    }

    /// The conditions with the transition times of those whose status is, after all, what it was before the turn;
    /// `AutoPromotion` says since when its reason holds.
    static StageStatus settled(StageStatus before, StageStatus after) {
        var conditions = new ArrayList<Condition>();
        for (Condition condition : after.conditions()) {
            Optional<Condition> old = Condition.find(before.conditions(), condition.type())
                    .filter(c -> c.status().equals(condition.status()))
                    .filter(c -> !c.type().equals(Conditions.AUTO_PROMOTION)
                            || c.reason().equals(condition.reason()));
            conditions.add(old.map(c -> new Condition(
                            condition.type(),
                            condition.status(),
                            condition.reason(),
                            condition.message(),
                            c.lastTransitionTime(),
                            condition.observedGeneration()))
                    .orElse(condition));
        }
        return after.withConditions(conditions);
    }
}
