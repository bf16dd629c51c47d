package dev.supercargo.decisions.warehouse;

import dev.supercargo.meta.Condition;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.DiscoveredArtifacts;
import dev.supercargo.model.WarehouseStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;

/// What a Warehouse turn comes to.
///
/// @param status the status to store
/// @param created the Freight that is new, to be announced
/// @param failure why the turn must be repeated
/// @param next when to look again if nothing failed
public record WarehouseConclusion(
        WarehouseStatus status, Optional<KubeObject> created, Optional<Failure> failure, Optional<Instant> next) {
    /// What became of the Freight that was to be created.
    public sealed interface Creation {
        /// None was to be created.
        record None() implements Creation {}

        /// It is new.
        record Created(KubeObject freight) implements Creation {}

        /// Freight of the same content was there already.
        record Existed() implements Creation {}

        record Failed(Failure failure) implements Creation {}
    }

    /// Concludes.
    ///
    /// @param minimum the smallest interval that the controller allows
    public static WarehouseConclusion of(
            WarehouseDecision decision, Creation creation, Duration minimum, Instant moment) {
        Instant now = moment.truncatedTo(ChronoUnit.SECONDS);
        var conditions = new WarehouseConditions(decision.warehouse().metadata().generation(), now);
        WarehouseStatus status = decision.status();
        Optional<KubeObject> created = Optional.empty();
        Optional<Failure> failure = decision.failure();
        switch (creation) {
            case Creation.None _ -> {}
            case Creation.Created(var freight) -> {
                created = Optional.of(freight);
                status = told(
                        decision,
                        conditions.set(
                                status,
                                WarehouseConditions.CREATED,
                                "True",
                                "NewFreight",
                                "No Freight composed of the newest artifacts already existed"),
                        freight.name(),
                        conditions);
            }
            case Creation.Existed _ ->
                status = told(
                        decision,
                        conditions.set(
                                status,
                                WarehouseConditions.CREATED,
                                "False",
                                "AlreadyExists",
                                "Freight composed of the newest artifacts already exists"),
                        decision.freight().map(KubeObject::name).orElse(""),
                        conditions);
            case Creation.Failed(var why) -> {
                failure = Optional.of(uncreated(decision, why, "error"));
                status = uncreated(status, uncreated(decision, why, "Error"), conditions);
            }
        }
        return new WarehouseConclusion(
                settled(decision.warehouse().status(), status),
                created,
                failure,
                failure.isPresent() ? Optional.empty() : Optional.of(next(decision, status, minimum, moment)));
    }

    private static WarehouseStatus told(
            WarehouseDecision decision, WarehouseStatus status, String freight, WarehouseConditions conditions) {
        return WarehouseDecision.ready(decision.warehouse(), status.withLastFreightID(freight), conditions);
    }

    private static WarehouseStatus uncreated(WarehouseStatus status, Failure why, WarehouseConditions conditions) {
        return WarehouseDecision.creating(
                conditions.broken(status, "FreightBuildFailure", "FreightCreationFailure", why.what()), conditions);
    }

    /// The failure, seen from the Warehouse; `error` is how the message begins.
    private static Failure uncreated(WarehouseDecision decision, Failure why, String error) {
        String what = error + " creating Freight \""
                + decision.freight().map(KubeObject::name).orElse("") + "\" in namespace \""
                + decision.warehouse().metadata().namespace() + "\": " + why.what();
        return why.saying(what);
    }

    /// The end of the interval since the last look; at once where that is over.
    private static Instant next(WarehouseDecision decision, WarehouseStatus status, Duration minimum, Instant moment) {
        Duration wished = decision.warehouse().spec().interval();
        Duration interval = wished == null || wished.compareTo(minimum) < 0 ? minimum : wished;
        DiscoveredArtifacts found = status.discoveredArtifacts();
        Instant last = found == null ? null : found.discoveredAt();
        if (last == null) {
            return moment.plus(interval);
        }
        // A look is due only once the interval is over, to the whole second that is stored.
        Instant due = last.plus(interval);
        return due.isAfter(moment) ? due.plusSeconds(1) : moment.plusMillis(100);
    }

    /// The conditions with the transition times of those whose status is what it was before.
    private static WarehouseStatus settled(WarehouseStatus before, WarehouseStatus after) {
        var conditions = new ArrayList<Condition>();
        for (Condition condition : after.conditions()) {
            conditions.add(Condition.find(before.conditions(), condition.type())
                    .filter(old -> old.status().equals(condition.status()))
                    .map(old -> new Condition(
                            condition.type(),
                            condition.status(),
                            condition.reason(),
                            condition.message(),
                            old.lastTransitionTime(),
                            condition.observedGeneration()))
                    .orElse(condition));
        }
        return after.withConditions(conditions);
    }
}
