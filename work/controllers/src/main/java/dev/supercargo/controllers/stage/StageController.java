package dev.supercargo.controllers.stage;

import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.controllers.shard.Shard;
import dev.supercargo.decisions.stage.StageWakes;
import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Controller;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.ProjectConfig;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionPolicy;
import dev.supercargo.model.Stage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Looks after Stages: those that promote and those that only pass Freight on.
public final class StageController {
    /// What Events and actors call it.
    public static final String NAME = "stage-controller";

    /// A Promotion that ends sooner is never shown as running in the status of its Stage.
    private static final Duration SHOWN_WITHIN = Duration.ofMillis(300);

    private final StageCaches caches;
    private final Controller controller;
    private final InstantSource clock;

    private StageController(StageCaches caches, Controller controller, InstantSource clock) {
        this.caches = caches;
        this.controller = controller;
        this.clock = clock;
    }

    /// How the controller works.
    ///
    /// @param shard the Stages that it looks after
    /// @param concurrency how many turns are taken at one time
    /// @param analysis how verifications get their AnalysisRuns; empty where nobody carries runs out
    /// @param argo where Argo CD's Applications are; empty where there are none
    public record Settings(Shard shard, int concurrency, Optional<AnalysisRuns> analysis, Optional<ArgoCd> argo) {}

    /// The controller over a client, not started yet: first `kube.start()`, then `start()`. Its caches and wake-ups are
    /// defined here, so call this before the client is started.
    public static Controller over(Kube kube, Settings settings, InstantSource clock) {
        StageCaches caches = StageCaches.of(kube, settings.analysis().isPresent());
        String name = settings.shard().controller(NAME);
        var observer = new StageObserver(kube, caches, settings.argo(), name);
        var applier = new StageApplier(
                kube,
                caches,
                new FreightMarks(kube, settings.concurrency() > 1),
                settings.analysis().orElseGet(() -> new AnalysisRuns(Optional.empty(), _ -> List.of())),
                settings.argo(),
                new Announcer(kube, name, clock),
                clock);
        var turn = new StageTurn(caches, observer, applier, settings.shard(), clock);
        Controller controller = kube.controller("stages", settings.concurrency(), clock, turn);
        var wakes = new StageController(caches, controller, clock);
        wakes.register();
        settings.argo().ifPresent(argo -> wakes.register(argo.kube().cache(Kinds.APPLICATION, object -> object)));
        return controller;
    }

    private void register() {
        caches.stages().onChange((key, before, after) -> {
            if (after.isPresent() && StageWakes.stage(before, after.get())) {
                controller.wake(key);
            }
        });
        caches.promotions().onChange((key, before, after) -> {
            if (StageWakes.promotion(before, after)) {
                after.or(() -> before).ifPresent(promotion -> woken(promotion, before, after));
            }
        });
        caches.freight()
                .onChange((key, before, after) ->
                        after.ifPresent(piece -> StageWakes.freight(before, piece, caches.graph(key.namespace()))
                                .forEach(wake -> wake(key.namespace(), wake.stage()))));
        caches.warehouses().onChange((key, before, after) -> {
            if (before.isPresent() != after.isPresent()) {
                wakeAll(caches.requesting(key));
            }
        });
        caches.configs()
                .onChange((key, before, after) -> StageWakes.policies(
                                policies(before),
                                policies(after),
                                caches.stages().in(key.namespace()))
                        .forEach(stage -> wake(key.namespace(), stage)));
        caches.runs()
                .ifPresent(runs -> runs.onChange((key, before, after) ->
                        StageWakes.analysisRun(before, after).ifPresent(stage -> wake(key.namespace(), stage))));
    }

    private void woken(Promotion promotion, Optional<Promotion> before, Optional<Promotion> after) {
        var stage =
                new ObjectKey(promotion.metadata().namespace(), promotion.spec().stage());
        if (StageWakes.isOnlyShown(before, after)) {
            controller.wakeBy(stage, clock.instant().plus(SHOWN_WITHIN));
        } else if (before.isPresent()
                || caches.stages()
                        .get(stage)
                        .filter(known -> StageWakes.knows(known, promotion))
                        .isEmpty()) {
            wake(stage.namespace(), stage.name());
        }
    }

    private void register(Cache<KubeObject> applications) {
        applications.onChange((_, before, after) -> {
            if (before.isPresent() && after.isPresent()) {
                StageWakes.application(before.get(), after.get())
                        .forEach(stage -> wake(stage.project(), stage.stage()));
            }
        });
    }

    private static List<PromotionPolicy> policies(Optional<ProjectConfig> config) {
        return config.map(found -> found.spec().promotionPolicies()).orElse(List.of());
    }

    private void wakeAll(Collection<Stage> stages) {
        stages.forEach(stage -> controller.wake(stage.metadata().key()));
    }

    private void wake(String namespace, String stage) {
        if (!stage.isEmpty()) {
            controller.wake(new ObjectKey(namespace, stage));
        }
    }
}
