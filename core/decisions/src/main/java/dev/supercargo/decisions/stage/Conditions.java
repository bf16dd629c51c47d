package dev.supercargo.decisions.stage;

import dev.supercargo.meta.Condition;
import dev.supercargo.model.StageStatus;
import java.time.Instant;

/// The conditions of a Stage while a turn changes them: each says for which generation and when.
record Conditions(long generation, Instant now) {
    static final String READY = "Ready";
    static final String RECONCILING = "Reconciling";
    static final String PROMOTING = "Promoting";
    static final String HEALTHY = "Healthy";
    static final String VERIFIED = "Verified";
    static final String AUTO_PROMOTION = "AutoPromotion";

    StageStatus isTrue(StageStatus status, String type, String reason, String message) {
        return set(status, type, "True", reason, message);
    }

    StageStatus isFalse(StageStatus status, String type, String reason, String message) {
        return set(status, type, "False", reason, message);
    }

    StageStatus isUnknown(StageStatus status, String type, String reason, String message) {
        return set(status, type, "Unknown", reason, message);
    }

    StageStatus set(StageStatus status, String type, String value, String reason, String message) {
        return status.withConditions(
                Condition.set(status.conditions(), new Condition(type, value, reason, message, now, generation)));
    }

    static StageStatus without(StageStatus status, String type) {
        return status.withConditions(Condition.without(status.conditions(), type));
    }
}
