package dev.supercargo.simulation;

import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.controllers.promotion.PromotionController;
import dev.supercargo.controllers.promotion.PromotionFunctions;
import dev.supercargo.controllers.promotion.PromotionSettings;
import dev.supercargo.controllers.shard.Shard;
import dev.supercargo.controllers.stage.AnalysisRuns;
import dev.supercargo.controllers.stage.StageController;
import dev.supercargo.controllers.warehouse.Sources;
import dev.supercargo.controllers.warehouse.WarehouseController;
import dev.supercargo.kube.client.Controller;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.promotion.Engine;
import dev.supercargo.promotion.Workspaces;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One life of the controllers: the real ones, over a [ProcessKube]. All its memory goes with it.
final class Life {
    private final ProcessKube kube;

    /// Starts it.
    Life(ProcessKube kube, Timeline timeline, Engine engine, Workspaces workspaces, Sources sources, Fault fault) {
        this.kube = kube;
        Kube forPromotions = fault == Fault.RUNS_UNNAMED ? new UnnamedKube(kube) : kube;
        Controller promotions = new PromotionController(
                forPromotions,
                engine,
                workspaces,
                PromotionFunctions.NONE,
                new Announcer(kube, PromotionController.NAME, timeline),
                PromotionSettings.usual(),
                timeline);
        Controller stages = StageController.over(
                kube,
                new StageController.Settings(
                        Shard.ONLY,
                        1,
                        Optional.of(new AnalysisRuns(Optional.empty(), _ -> List.of())),
                        Optional.empty()),
                timeline);
        Controller warehouses = WarehouseController.over(
                kube,
                sources,
                new WarehouseController.Settings(Shard.ONLY, 4, 4, Duration.ZERO, _ -> List.of()),
                timeline);
        kube.start();
        promotions.start();
        stages.start();
        warehouses.start();
    }

    ProcessKube kube() {
        return kube;
    }
}
