package dev.supercargo.controllers.warehouse;

import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.controllers.shard.Shard;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Controller;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.DiscoveredArtifacts;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Warehouse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/// Looks after Warehouses: finds artifacts and makes Freight of them.
public final class WarehouseController {
    /// What Events and actors call it.
    public static final String NAME = "warehouse-controller";

    private WarehouseController() {}

    /// How the controller works.
    ///
    /// @param shard the Warehouses that it looks after
    /// @param concurrency how many turns are taken at one time; most of them wait for an outside system
    /// @param perHost how many questions one outside system is asked at a time
    /// @param minimumInterval the smallest interval between two looks that nobody asked for
    /// @param functions the look-ups of discovered artifacts that Freight creation criteria may call
    public record Settings(
            Shard shard,
            int concurrency,
            int perHost,
            Duration minimumInterval,
            Function<DiscoveredArtifacts, Collection<HostFunction>> functions) {}

    /// The controller over a client, not started yet: first `kube.start()`, then `start()`. Its caches and wake-ups are
    /// defined here, so call this before the client is started.
    public static Controller over(Kube kube, Sources sources, Settings settings, InstantSource clock) {
        Cache<Warehouse> warehouses = kube.cache(Kinds.WAREHOUSE, Warehouse::read);
        var announcer = new Announcer(kube, settings.shard().controller(NAME), clock);
        var discoveries = new Discoveries(sources, new HostPermits(settings.perHost()), clock);
        var turn = new WarehouseTurn(kube, warehouses, discoveries, announcer, settings, clock);
        var controller = kube.controller("warehouses", settings.concurrency(), clock, turn);
        warehouses.onChange((key, before, after) -> {
            if (after.isPresent() && wakes(before, after.get())) {
                controller.wake(key);
            }
        });
        return controller;
    }

    /// A Warehouse is looked at when it appears, when its spec changes, and when somebody asks for a refresh.
    static boolean wakes(Optional<Warehouse> before, Warehouse after) {
        if (before.isEmpty()) {
            return true;
        }
        String token = after.metadata().annotation(Annotations.REFRESH);
        return before.get().metadata().generation() != after.metadata().generation()
                || (!token.isEmpty() && !token.equals(before.get().metadata().annotation(Annotations.REFRESH)));
    }
}
