package dev.supercargo.decisions.warehouse;

import dev.supercargo.model.Annotations;
import dev.supercargo.model.DiscoveredArtifacts;
import dev.supercargo.model.GitDiscovery;
import dev.supercargo.model.Subscription;
import dev.supercargo.model.Warehouse;
import dev.supercargo.model.WarehouseStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether to look for artifacts now, and for which (controllers.md 5.2).
public sealed interface WarehousePlan {
    /// What is stored is fresh enough; Freight may still have to be made of it.
    record Reuse(DiscoveredArtifacts found) implements WarehousePlan {}

    /// Ask all sources, in order.
    ///
    /// @param announced the conditions while that goes on, where somebody waits for it; they are written at once
    record Discover(List<Query> queries, Optional<WarehouseStatus> announced) implements WarehousePlan {
        public Discover {
            queries = List.copyOf(queries);
        }
    }

    /// One subscription, and what it found before if it has not changed since.
    record Query(Subscription subscription, Optional<GitDiscovery> previous) {}

    /// Decides. The Warehouse's own interval counts here, not the smallest one that the controller allows.
    static WarehousePlan of(Warehouse warehouse, Instant now) {
        WarehouseStatus status = warehouse.status();
        DiscoveredArtifacts found = status.discoveredArtifacts();
        Instant discoveredAt = found == null ? null : found.discoveredAt();
        boolean changed = warehouse.metadata().generation() > status.observedGeneration();
        String token = warehouse.metadata().annotation(Annotations.REFRESH);
        boolean asked = !token.isEmpty() && !token.equals(status.lastHandledRefresh());
        if (found != null && discoveredAt != null && !changed && !asked) {
            Duration interval = warehouse.spec().interval();
            Instant due = discoveredAt.plus(interval == null ? Duration.ZERO : interval);
            if (!due.isBefore(now)) {
                return new Reuse(found);
            }
            return new Discover(queries(warehouse), Optional.empty());
        }
        return new Discover(queries(warehouse), Optional.of(announced(warehouse, now)));
    }

    /// Results of Git subscriptions are paired with the subscriptions by their place among them, as long as nobody has
    /// changed the Warehouse.
    private static List<Query> queries(Warehouse warehouse) {
        DiscoveredArtifacts found = warehouse.status().discoveredArtifacts();
        boolean same =
                warehouse.status().observedGeneration() == warehouse.metadata().generation();
        List<GitDiscovery> before = found == null || !same ? List.of() : found.git();
        var queries = new ArrayList<Query>();
        int place = 0;
        for (Subscription subscription : warehouse.spec().parsedSubscriptions()) {
            Optional<GitDiscovery> previous = Optional.empty();
            if (subscription instanceof Subscription.Git) {
                previous = place < before.size() ? Optional.of(before.get(place)) : Optional.empty();
                place++;
            }
            queries.add(new Query(subscription, previous));
        }
        return queries;
    }

    /// A look that nobody has asked for is not announced: it would turn the Warehouse red for a moment at every
    /// interval,
    /// two writes for nothing.
    private static WarehouseStatus announced(Warehouse warehouse, Instant now) {
        var conditions = new WarehouseConditions(warehouse.metadata().generation(), now);
        int number = warehouse.spec().subscriptions().size();
        WarehouseStatus status = conditions.set(
                warehouse.status(),
                WarehouseConditions.RECONCILING,
                "True",
                "ScheduledDiscovery",
                "Discovering artifacts for " + number + " subscriptions");
        status = conditions.set(
                status, WarehouseConditions.READY, "False", "DiscoveryInProgress", "Waiting for discovery to complete");
        status = conditions.set(status, WarehouseConditions.HEALTHY, "Unknown", "Pending", "");
        return WarehouseConditions.without(
                WarehouseConditions.without(status, WarehouseConditions.CRITERIA), WarehouseConditions.CREATED);
    }
}
