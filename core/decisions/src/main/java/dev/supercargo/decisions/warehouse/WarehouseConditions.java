package dev.supercargo.decisions.warehouse;

import dev.supercargo.meta.Condition;
import dev.supercargo.model.WarehouseStatus;
import java.time.Instant;

/// The conditions of a Warehouse while a turn changes them.
record WarehouseConditions(long generation, Instant now) {
    static final String READY = "Ready";
    static final String RECONCILING = "Reconciling";
    static final String HEALTHY = "Healthy";
    static final String CRITERIA = "FreightCreationCriteriaSatisfied";
    static final String CREATED = "FreightCreated";

    WarehouseStatus set(WarehouseStatus status, String type, String value, String reason, String message) {
        return status.withConditions(
                Condition.set(status.conditions(), new Condition(type, value, reason, message, now, generation)));
    }

    /// Neither healthy nor ready, for one reason.
    WarehouseStatus broken(WarehouseStatus status, String unhealthy, String notReady, String message) {
        return set(set(status, HEALTHY, "False", unhealthy, message), READY, "False", notReady, message);
    }

    static WarehouseStatus without(WarehouseStatus status, String type) {
        return status.withConditions(Condition.without(status.conditions(), type));
    }
}
