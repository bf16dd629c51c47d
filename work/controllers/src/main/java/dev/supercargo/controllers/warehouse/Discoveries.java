package dev.supercargo.controllers.warehouse;

import dev.supercargo.decisions.warehouse.Discovery;
import dev.supercargo.decisions.warehouse.WarehousePlan;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.GoText;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.ChartDiscovery;
import dev.supercargo.model.DiscoveredArtifacts;
import dev.supercargo.model.GitDiscovery;
import dev.supercargo.model.ImageDiscovery;
import dev.supercargo.model.Subscription;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Asks the sources for the artifacts of a Warehouse, one subscription after the other; one that fails
/// ends it.
final class Discoveries {
    private final Sources sources;
    private final HostPermits permits;
    private final InstantSource clock;

    Discoveries(Sources sources, HostPermits permits, InstantSource clock) {
        this.sources = sources;
        this.permits = permits;
        this.clock = clock;
    }

    Discovery discover(String project, List<WarehousePlan.Query> queries) throws InterruptedException {
        var git = new ArrayList<GitDiscovery>();
        var images = new ArrayList<ImageDiscovery>();
        var charts = new ArrayList<ChartDiscovery>();
        for (WarehousePlan.Query query : queries) {
            try {
                switch (query.subscription()) {
                    case Subscription.Git subscription ->
                        git.add(permits.within(
                                subscription.spec().repoURL(),
                                () -> sources.commits().discover(project, subscription, query.previous())));
                    case Subscription.Image subscription ->
                        images.add(permits.within(
                                subscription.spec().repoURL(),
                                () -> sources.images()
                                        .orElseThrow(() -> unsupported("image"))
                                        .discover(project, subscription)));
                    case Subscription.Chart subscription ->
                        charts.add(permits.within(
                                subscription.spec().repoURL(),
                                () -> sources.charts()
                                        .orElseThrow(() -> unsupported("chart"))
                                        .discover(project, subscription)));
                    case Subscription.Generic subscription -> throw unsupported(subscription.type());
                    case Subscription.Malformed(var _, var reason) ->
                        throw new WorldException(new Failure.Permanent(reason));
                }
            } catch (WorldException e) {
                return new Discovery.Failed(
                        place(query.subscription()) + e.failure().what());
            }
        }
        return new Discovery.Found(new DiscoveredArtifacts(
                clock.instant().truncatedTo(ChronoUnit.SECONDS), git, images, charts, List.of()));
    }

    private static String place(Subscription subscription) {
        return switch (subscription) {
            case Subscription.Git(var _, var spec) ->
                "error discovering artifacts: error discovering commits from git repo " + GoText.quote(spec.repoURL())
                        + ": ";
            case Subscription.Image(var _, var spec) ->
                "error discovering artifacts: error discovering images from repo " + GoText.quote(spec.repoURL())
                        + ": ";
            case Subscription.Chart(var _, var spec) ->
                "error discovering artifacts: error discovering charts from repo " + GoText.quote(spec.repoURL())
                        + ": ";
            case Subscription.Generic _, Subscription.Malformed _ -> "";
        };
    }

    private static WorldException unsupported(String type) {
        return new WorldException(new Failure.Permanent("subscriptions of type " + GoText.quote(type)
                + " need a source that this controller does not have; remove the subscription, or use a controller that"
                + " has it"));
    }
}
