package dev.supercargo.decisions.stage;

import dev.supercargo.decisions.health.Assessment;
import dev.supercargo.decisions.health.HealthState;
import dev.supercargo.model.Health;
import dev.supercargo.model.HealthCheckStep;
import dev.supercargo.model.PromotionPhase;
import dev.supercargo.model.PromotionReference;
import dev.supercargo.model.PromotionStatus;
import dev.supercargo.model.StageStatus;
import java.util.List;

/// The third phase: how the Stage fares, by the checks that the last Promotion left behind (controllers.md 10.1).
record HealthPhase(StageStatus status, List<StageEffect> effects) {
    static HealthPhase of(StageStatus before, StageView.HealthSource source, Conditions conditions) {
        if (before.currentPromotion() != null) {
            return unknown(
                    before,
                    "ActivePromotion",
                    "Stage has a Promotion in progress",
                    "Cannot assess health because a Promotion is currently in progress",
                    conditions);
        }
        PromotionReference last = before.lastPromotion();
        if (last == null) {
            return new HealthPhase(
                    conditions.isUnknown(
                            before.withHealth(null), Conditions.HEALTHY, "NoFreight", "Stage has no current Freight"),
                    List.of());
        }
        PromotionStatus ended = last.status();
        if (ended == null || !ended.phase().equals(PromotionPhase.SUCCEEDED)) {
            String phase = ended == null ? "" : ended.phase();
            String why = "Cannot assess health because last Promotion did not succeed";
            return unknown(before, "LastPromotion" + phase, why, why, conditions);
        }
        return assessed(before, ended.healthChecks(), source, conditions);
    }

    private static HealthPhase unknown(
            StageStatus before, String reason, String message, String issue, Conditions conditions) {
        var health = new Health(HealthState.UNKNOWN.word(), List.of(issue), null, null);
        return new HealthPhase(
                conditions.isUnknown(before.withHealth(health), Conditions.HEALTHY, reason, message), List.of());
    }

    private static HealthPhase assessed(
            StageStatus before, List<HealthCheckStep> checks, StageView.HealthSource source, Conditions conditions) {
        Assessment assessment = source.assess(checks);
        StageStatus status = before.withHealth(assessment.health());
        int number = assessment.checks();
        StageStatus after = switch (assessment.state()) {
            case HEALTHY ->
                conditions.isTrue(
                        status,
                        Conditions.HEALTHY,
                        "Healthy",
                        "Stage is healthy (performed " + number + " health checks)");
            case UNHEALTHY ->
                conditions.isFalse(
                        status,
                        Conditions.HEALTHY,
                        "Unhealthy",
                        "Stage is unhealthy (" + assessment.issues().size() + " issues in " + number
                                + " health checks)");
            case NOT_APPLICABLE, PROGRESSING, UNKNOWN ->
                conditions.isUnknown(
                        status, Conditions.HEALTHY, assessment.state().word(), "");
        };
        List<StageEffect> effects = assessment.untrusted().stream()
                .<StageEffect>map(StageEffect.RefreshApplication::new)
                .toList();
        return new HealthPhase(after, effects);
    }
}
