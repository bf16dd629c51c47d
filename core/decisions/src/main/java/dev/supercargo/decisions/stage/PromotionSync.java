package dev.supercargo.decisions.stage;

import dev.supercargo.model.Annotations;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionReference;
import dev.supercargo.model.PromotionStatus;
import dev.supercargo.model.Stage;
import dev.supercargo.model.StageStatus;
import dev.supercargo.model.VerificationInfo;
import dev.supercargo.model.VerificationPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The first phase: which Promotions have ended, and which one may run (controllers.md 7.3).
///
/// @param work whether some Promotion has not ended
public record PromotionSync(StageStatus status, List<StageEffect> effects, boolean work) {
    private static final int HISTORY = 10;

    /// Whether a Promotion waits although none is under way.
    boolean waiting() {
        return work && status.currentPromotion() == null;
    }

    static PromotionSync of(Stage stage, StageStatus before, Queue queue, boolean auto, Conditions conditions) {
        StageStatus status = Holds.kept(before, stage, auto);
        Optional<Promotion> head = queue.head();
        PromotionReference current = status.currentPromotion();
        boolean ended = current != null
                && head.filter(p -> Queue.name(p).equals(current.name()) && !Queue.isOver(p))
                        .isEmpty();
        if (head.isEmpty()) {
            return settled(idle(status), queue, List.of());
        }
        if (current != null && ended) {
            return record(stage, idle(status), queue, current.name(), auto, conditions);
        }
        if (gateClosed(status)) {
            return settled(Conditions.without(status, Conditions.PROMOTING), queue, List.of());
        }
        return Queue.isOver(head.get())
                ? settled(Conditions.without(status, Conditions.PROMOTING), queue, List.of())
                : settled(acknowledged(status, head.get(), conditions), queue, List.of());
    }

    private static PromotionSync settled(StageStatus status, Queue queue, List<StageEffect> effects) {
        return new PromotionSync(status, effects, queue.hasWork());
    }

    private static StageStatus idle(StageStatus status) {
        return Conditions.without(status, Conditions.PROMOTING).withCurrentPromotion(null);
    }

    /// Whether the Freight that the Stage holds must be verified before the next Promotion may run.
    private static boolean gateClosed(StageStatus status) {
        Optional<FreightCollection> held = status.currentFreight();
        if (held.isEmpty()) {
            return false;
        }
        List<VerificationInfo> history = held.get().verificationHistory();
        if (history.stream().anyMatch(entry -> !VerificationPhase.isTerminal(entry.phase()))) {
            return true;
        }
        var health = status.health();
        boolean soundAsFarAsKnown = health == null || health.status().equals("Healthy");
        return soundAsFarAsKnown && history.isEmpty();
    }

    private static StageStatus acknowledged(StageStatus status, Promotion head, Conditions conditions) {
        String message = "Promotion \"" + Queue.name(head) + "\" is currently "
                + head.status().phase();
        return conditions
                .isTrue(status, Conditions.PROMOTING, "ActivePromotion", message)
                .withCurrentPromotion(
                        new PromotionReference(Queue.name(head), head.status().freight(), null, null));
    }

    private static PromotionSync record(
            Stage stage, StageStatus idle, Queue queue, String current, boolean auto, Conditions conditions) {
        StageStatus status = idle;
        var effects = new ArrayList<StageEffect>();
        for (Promotion promotion : Recorded.in(idle).missing(queue, current)) {
            if (auto) {
                status = Holds.recorded(status, stage, promotion);
            }
            status = status.withLastPromotion(reference(promotion, status));
            if (Queue.succeeded(promotion)) {
                status = arrived(status, promotion, conditions);
                Optional<String> context = ArgoContext.of(promotion);
                if (!context.orElse("").equals(stage.metadata().annotation(Annotations.ARGOCD_CONTEXT))) {
                    effects.add(new StageEffect.Annotate(Annotations.ARGOCD_CONTEXT, context));
                }
            }
        }
        return settled(status, queue, effects);
    }

    /// A Promotion that never started keeps in mind what the one before it left.
    private static PromotionReference reference(Promotion promotion, StageStatus status) {
        PromotionStatus ended = promotion.status();
        PromotionReference last = status.lastPromotion();
        PromotionStatus before = last == null ? null : last.status();
        if (ended.startedAt() == null && ended.freightCollection() == null && before != null) {
            ended = ended.withFreightCollection(before.freightCollection());
        }
        return new PromotionReference(
                Queue.name(promotion),
                promotion.status().freight(),
                ended,
                promotion.status().finishedAt());
    }

    private static StageStatus arrived(StageStatus status, Promotion promotion, Conditions conditions) {
        var history = new ArrayList<FreightCollection>();
        FreightCollection arrived = promotion.status().freightCollection();
        if (arrived != null) {
            history.add(arrived.withVerificationHistory(List.of()));
        }
        history.addAll(status.freightHistory());
        StageStatus after = status.withFreightHistory(history.subList(0, Math.min(HISTORY, history.size())))
                .withHealth(null);
        after = conditions.isUnknown(
                after,
                Conditions.HEALTHY,
                "WaitingForHealthCheck",
                "Waiting for health check to be performed after successful promotion");
        return conditions.isUnknown(
                after,
                Conditions.VERIFIED,
                "WaitingForVerification",
                "Waiting for verification to be performed after successful promotion");
    }
}
