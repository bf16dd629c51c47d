package dev.supercargo.decisions.stage;

import dev.supercargo.meta.Condition;
import dev.supercargo.model.StageStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The condition `AutoPromotion`: the answers about all origins in one. Its reason is that of the answer that stands
/// most
/// in the way (the first of several), its message holds all sentences.
final class AutoPromotionCondition {
    private static final Set<String> REFUSALS = Set.of("PermissionMissing", "AdmissionDenied");

    private AutoPromotionCondition() {}

    static StageStatus set(StageStatus status, List<AutoPromotion> answers, Conditions conditions) {
        Optional<AutoPromotion> worst = answers.stream()
                .max(Comparator.comparing(AutoPromotion::standing))
                .flatMap(max -> answers.stream()
                        .filter(answer -> answer.standing() == max.standing())
                        .findFirst());
        return worst.map(answer -> conditions.set(
                        status,
                        Conditions.AUTO_PROMOTION,
                        answer.standing().word(),
                        answer.reason(),
                        String.join(
                                "; ",
                                answers.stream().map(AutoPromotion::sentence).toList())))
                .orElse(status);
    }

    /// Whether the condition tells of this refusal already.
    static boolean tells(StageStatus status, AutoPromotion.Refused refused) {
        return refusal(status)
                .filter(condition -> condition.message().contains(refused.sentence()))
                .isPresent();
    }

    /// Since when the API has refused, if it does.
    static Optional<Instant> refusedSince(StageStatus status) {
        return refusal(status).map(Condition::lastTransitionTime);
    }

    private static Optional<Condition> refusal(StageStatus status) {
        return Condition.find(status.conditions(), Conditions.AUTO_PROMOTION)
                .filter(condition -> REFUSALS.contains(condition.reason()));
    }
}
