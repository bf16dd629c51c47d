package dev.supercargo.controllers.warehouse;

import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.controllers.events.Event;
import dev.supercargo.controllers.shard.Shard;
import dev.supercargo.decisions.events.EventAnnotations;
import dev.supercargo.decisions.warehouse.Discovery;
import dev.supercargo.decisions.warehouse.WarehouseConclusion;
import dev.supercargo.decisions.warehouse.WarehouseConclusion.Creation;
import dev.supercargo.decisions.warehouse.WarehouseDecision;
import dev.supercargo.decisions.warehouse.WarehousePlan;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.Turn;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.MergePatch;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.DiscoveredArtifacts;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Warehouse;
import dev.supercargo.model.WarehouseStatus;
import dev.supercargo.model.Wire;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One turn of one Warehouse: plan, ask the sources, decide, create Freight, conclude, write.
final class WarehouseTurn implements Turn {
    private static final Logger LOG = LoggerFactory.getLogger(WarehouseTurn.class);

    private final Kube kube;
    private final Cache<Warehouse> warehouses;
    private final Discoveries discoveries;
    private final Function<DiscoveredArtifacts, Collection<HostFunction>> functions;
    private final Announcer announcer;
    private final Shard shard;
    private final Duration minimum;
    private final InstantSource clock;

    WarehouseTurn(
            Kube kube,
            Cache<Warehouse> warehouses,
            Discoveries discoveries,
            Announcer announcer,
            WarehouseController.Settings settings,
            InstantSource clock) {
        this.kube = kube;
        this.warehouses = warehouses;
        this.discoveries = discoveries;
        this.functions = settings.functions();
        this.announcer = announcer;
        this.shard = settings.shard();
        this.minimum = settings.minimumInterval();
        this.clock = clock;
    }

    @Override
    public Next take(ObjectKey key) throws InterruptedException {
        Optional<Warehouse> found = warehouses
                .get(key)
                .filter(warehouse -> shard.handles(warehouse.metadata())
                        && !warehouse.metadata().isTerminating());
        if (found.isEmpty()) {
            return Next.rest();
        }
        Warehouse warehouse = found.get();
        Discovery discovery = switch (WarehousePlan.of(warehouse, clock.instant())) {
            case WarehousePlan.Reuse(var artifacts) -> new Discovery.Known(artifacts);
            case WarehousePlan.Discover(var queries, var announced) -> {
                announced.ifPresent(status -> announce(warehouse, status));
                yield discoveries.discover(key.namespace(), queries);
            }
        };
        WarehouseDecision decision = WarehouseDecision.decide(warehouse, discovery, functions, clock.instant());
        Creation creation = decision.freight().map(this::create).orElseGet(Creation.None::new);
        WarehouseConclusion conclusion = WarehouseConclusion.of(decision, creation, minimum, clock.instant());
        write(warehouse, conclusion.status());
        conclusion.created().ifPresent(this::announce);
        if (conclusion.failure().isPresent()) {
            throw new WorldException(conclusion.failure().get());
        }
        return conclusion.next().map(Next::at).orElseGet(Next::rest);
    }

    /// Shows that a look has begun; that this cannot be shown stops nothing.
    private void announce(Warehouse warehouse, WarehouseStatus status) {
        try {
            write(warehouse, status);
        } catch (WorldException e) {
            LOG.warn("Warehouse {}: {}", warehouse.metadata().key(), e.failure().what());
        }
    }

    private Creation create(KubeObject freight) {
        try {
            return new Creation.Created(kube.create(Kinds.FREIGHT, freight));
        } catch (WorldException e) {
            boolean existed = e.failure() instanceof Failure.Conflict(var _, var alreadyExists) && alreadyExists;
            return existed ? new Creation.Existed() : new Creation.Failed(e.failure());
        }
    }

    /// Writes what differs from what is stored, by this turn's own writes too.
    private void write(Warehouse warehouse, WarehouseStatus status) {
        ObjectKey key = warehouse.metadata().key();
        WarehouseStatus before = warehouses.get(key).map(Warehouse::status).orElse(warehouse.status());
        Map<String, Object> difference = MergePatch.between(Wire.write(before), Wire.write(status));
        if (!difference.isEmpty()) {
            kube.patchStatus(Kinds.WAREHOUSE, key, Map.of("status", difference));
        }
    }

    private void announce(KubeObject created) {
        announcer.announce(Event.normal(
                "FreightCreated",
                "Freight created from discovered artifacts",
                "Freight",
                created.key(),
                EventAnnotations.ofFreight(Freight.read(created), "", "controller:" + announcer.component())));
    }
}
