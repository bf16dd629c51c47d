package dev.supercargo.decisions.stage;

import dev.supercargo.meta.Condition;
import dev.supercargo.model.StageStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The condition `AutoPromotion`: the answers about all origins in one. Its reason is that of the answer that stands
/// most in the way (a refusal before everything else, then the first of several), its message holds all sentences.
///
/// Its transition time moves with the reason, not only with the status: it says since when *this* stands in the way.
///
/// @param status `True` where nothing stands in the way
public record AutoPromotionCondition(String status, String reason, String message) {
    private static final Set<String> REFUSALS = Set.of("PermissionMissing", "AdmissionDenied");
    private static final Comparator<AutoPromotion> MOST_IN_THE_WAY = Comparator.comparing(AutoPromotion::standing)
            .thenComparing(answer -> answer instanceof AutoPromotion.Refused);

    /// The condition that says these answers, or empty where there is none.
    static Optional<AutoPromotionCondition> of(List<AutoPromotion> answers) {
        return answers.stream()
                .max(MOST_IN_THE_WAY)
                .flatMap(max -> answers.stream()
                        .filter(answer -> MOST_IN_THE_WAY.compare(answer, max) == 0)
                        .findFirst())
                .map(worst -> new AutoPromotionCondition(
                        worst.standing().word(),
                        worst.reason(),
                        String.join(
                                "; ",
                                answers.stream().map(AutoPromotion::sentence).toList())));
    }

    static StageStatus set(StageStatus status, List<AutoPromotion> answers, Conditions conditions) {
        Optional<AutoPromotionCondition> wanted = of(answers);
        if (wanted.isEmpty()) {
            return status;
        }
        boolean another = Condition.find(status.conditions(), Conditions.AUTO_PROMOTION)
                .filter(before -> !before.reason().equals(wanted.get().reason()))
                .isPresent();
        StageStatus before = another ? Conditions.without(status, Conditions.AUTO_PROMOTION) : status;
        return conditions.set(
                before,
                Conditions.AUTO_PROMOTION,
                wanted.get().status(),
                wanted.get().reason(),
                wanted.get().message());
    }

    /// The refusal that the condition tells of, if it does.
    static Optional<Condition> refusal(StageStatus status) {
        return Condition.find(status.conditions(), Conditions.AUTO_PROMOTION)
                .filter(condition -> REFUSALS.contains(condition.reason()));
    }

    /// Since when the API has refused, if it does.
    static Optional<Instant> refusedSince(StageStatus status) {
        return refusal(status).map(Condition::lastTransitionTime);
    }
}
