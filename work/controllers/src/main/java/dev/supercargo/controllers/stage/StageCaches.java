package dev.supercargo.controllers.stage;

import dev.supercargo.decisions.stage.StageWakes;
import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.AnalysisRun;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import dev.supercargo.model.Metadata;
import dev.supercargo.model.ProjectConfig;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Warehouse;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What Stage turns read, with the indexes that find it. Values of indexes are `namespace/name`.
///
/// @param runs empty where nobody carries AnalysisRuns out
record StageCaches(
        Cache<Stage> stages,
        Cache<Promotion> promotions,
        Cache<Freight> freight,
        Cache<Warehouse> warehouses,
        Cache<ProjectConfig> configs,
        Optional<Cache<AnalysisRun>> runs) {
    private static final String DIRECT = "stages.direct";
    private static final String UPSTREAM = "stages.upstream";
    private static final String WAREHOUSE = "stages.warehouse";
    private static final String STAGE = "stages.by-stage";
    private static final String ORIGIN = "stages.by-origin";

    /// Defines the caches and their indexes; they fill when the client is started.
    static StageCaches of(Kube kube, boolean analysis) {
        var caches = new StageCaches(
                kube.cache(Kinds.STAGE, Stage::read),
                kube.cache(Kinds.PROMOTION, Promotion::read),
                kube.cache(Kinds.FREIGHT, Freight::read),
                kube.cache(Kinds.WAREHOUSE, Warehouse::read),
                kube.cache(Kinds.PROJECT_CONFIG, ProjectConfig::read),
                analysis ? Optional.of(kube.cache(Kinds.ANALYSIS_RUN, AnalysisRun::read)) : Optional.empty());
        caches.stages.index(DIRECT, stage -> placed(stage.metadata(), StageWakes.direct(stage)));
        caches.stages.index(UPSTREAM, stage -> placed(stage.metadata(), StageWakes.upstream(stage)));
        caches.stages.index(WAREHOUSE, stage -> placed(stage.metadata(), StageWakes.warehouses(stage)));
        caches.promotions.index(
                STAGE,
                promotion ->
                        placed(promotion.metadata(), List.of(promotion.spec().stage())));
        caches.freight.index(
                ORIGIN, piece -> placed(piece.metadata(), List.of(piece.origin().name())));
        caches.runs.ifPresent(runs -> runs.index(
                STAGE, run -> placed(run.metadata(), List.of(run.metadata().label(Labels.STAGE)))));
        return caches;
    }

    private static Collection<String> placed(Metadata object, Collection<String> names) {
        return names.stream()
                .distinct()
                .map(name -> object.namespace() + "/" + name)
                .toList();
    }

    List<Promotion> promotionsTo(ObjectKey stage) {
        return promotions.by(STAGE, stage.toString());
    }

    List<Freight> freightOf(String namespace, String warehouse) {
        return freight.by(ORIGIN, namespace + "/" + warehouse);
    }

    List<AnalysisRun> runsOf(String namespace, String stageLabel) {
        return runs.map(cache -> cache.by(STAGE, namespace + "/" + stageLabel)).orElse(List.of());
    }

    List<Stage> requesting(ObjectKey warehouse) {
        return stages.by(WAREHOUSE, warehouse.toString());
    }

    /// The Stages of one namespace, found by what they take.
    StageWakes.Graph graph(String namespace) {
        return new StageWakes.Graph() {
            @Override
            public List<Stage> directly(String warehouse) {
                return stages.by(DIRECT, namespace + "/" + warehouse);
            }

            @Override
            public List<Stage> downstream(String stage) {
                return stages.by(UPSTREAM, namespace + "/" + stage);
            }
        };
    }
}
