package dev.supercargo.decisions.inspection;

import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.meta.Condition;
import dev.supercargo.meta.GoDuration;
import dev.supercargo.model.DiscoveredArtifacts;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The problems of one Warehouse.
final class WarehouseProblems {
    private static final Duration LEAST_LATE = Duration.ofMinutes(1);

    private WarehouseProblems() {}

    static List<Problem> of(Warehouse warehouse, Instant now) {
        Finding finding = Finding.byController(Kinds.WAREHOUSE, warehouse.metadata());
        List<Condition> conditions = warehouse.status().conditions();
        var found = new ArrayList<Problem>(
                finding.silence(!conditions.isEmpty(), warehouse.status().lastHandledRefresh(), now));
        if (warehouse.metadata().isTerminating()) {
            return found;
        }
        found.addAll(finding.audited(conditions));
        Optional<Condition> unhealthy = Condition.find(conditions, "Healthy")
                .filter(condition -> condition.status().equals("False"));
        Optional<Condition> notReady = Condition.find(conditions, "Ready")
                .filter(condition -> condition.status().equals("False"))
                .filter(condition -> !condition.reason().equals("DiscoveryInProgress"));
        List<Problem> told = unhealthy
                .or(() -> notReady)
                .map(condition -> told(finding, condition))
                .orElse(List.of());
        found.addAll(told);
        if (told.isEmpty()) {
            overdue(finding, warehouse, now).ifPresent(found::add);
        }
        return found;
    }

    private static List<Problem> told(Finding finding, Condition condition) {
        return switch (condition.reason()) {
            case "DiscoveryFailed", "DiscoveryFailure" ->
                finding.told(ProblemCode.DISCOVERY_FAILED, "look for new artifacts", condition);
            case "MissingArtifacts",
                    "NoCommitsDiscovered",
                    "NoImageReferencesDiscovered",
                    "NoChartVersionsDiscovered",
                    "MissingCommits",
                    "MissingImageReferences",
                    "MissingChartVersions" -> finding.told(ProblemCode.NOTHING_DISCOVERED, "find artifacts", condition);
            case "FreightBuildFailure", "FreightCreationFailure", "CriteriaEvaluationFailed" ->
                finding.told(ProblemCode.FREIGHT_NOT_CREATED, "create Freight", condition);
            default -> finding.told(ProblemCode.RECONCILE_FAILED, "look after the Warehouse", condition);
        };
    }

    private static Optional<Problem> overdue(Finding finding, Warehouse warehouse, Instant now) {
        DiscoveredArtifacts found = warehouse.status().discoveredArtifacts();
        Instant last = found == null ? null : found.discoveredAt();
        Duration interval = warehouse.spec().interval();
        if (last == null || interval == null || !interval.isPositive()) {
            return Optional.empty();
        }
        Instant due = last.plus(interval);
        Duration late = interval.compareTo(LEAST_LATE) > 0 ? interval : LEAST_LATE;
        return due.plus(late).isAfter(now)
                ? Optional.empty()
                : Optional.of(finding.problem(
                        ProblemCode.DISCOVERY_OVERDUE,
                        "look for new artifacts every " + GoDuration.print(interval),
                        "the last look was at " + last,
                        due));
    }
}
