package dev.supercargo.controllers.problems;

import dev.supercargo.decisions.inspection.Picture;
import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.AnalysisRun;
import dev.supercargo.model.ClusterConfig;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Project;
import dev.supercargo.model.ProjectConfig;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Warehouse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What one component can see of the objects, from its caches. Construct it before they are started.
public final class PictureSource {
    /// Which objects a component looks at.
    public enum View {
        /// Stages and what they depend on.
        PIPELINES,
        /// Projects and configurations.
        PROJECTS,
        /// Everything.
        ALL,
        /// None: only what the machinery knows counts.
        NONE
    }

    private final Supplier<Picture.Pipelines> pipelines;
    private final Supplier<List<Project>> projects;
    private final Supplier<List<ProjectConfig>> configs;
    private final Supplier<List<ClusterConfig>> cluster;
    private final Runnable changed;

    private PictureSource(Kube kube, View view, boolean runs, Runnable changed) {
        this.changed = changed;
        boolean all = view == View.ALL;
        this.pipelines = all || view == View.PIPELINES ? pipelines(kube, runs) : () -> Picture.Pipelines.NONE;
        this.configs = view == View.NONE ? List::of : of(kube, Kinds.PROJECT_CONFIG, ProjectConfig::read);
        this.projects = all || view == View.PROJECTS ? of(kube, Kinds.PROJECT, Project::read) : List::of;
        this.cluster = all || view == View.PROJECTS ? of(kube, Kinds.CLUSTER_CONFIG, ClusterConfig::read) : List::of;
    }

    /// @param runs whether anybody carries AnalysisRuns out
    /// @param changed is called at each change; must be quick
    static PictureSource of(Kube kube, View view, boolean runs, Runnable changed) {
        return new PictureSource(kube, view, runs, changed);
    }

    private Supplier<Picture.Pipelines> pipelines(Kube kube, boolean analysis) {
        Supplier<List<Stage>> stages = of(kube, Kinds.STAGE, Stage::read);
        Supplier<List<Warehouse>> warehouses = of(kube, Kinds.WAREHOUSE, Warehouse::read);
        Supplier<List<Freight>> freight = of(kube, Kinds.FREIGHT, Freight::read);
        Supplier<List<Promotion>> promotions = of(kube, Kinds.PROMOTION, Promotion::read);
        Optional<Supplier<List<AnalysisRun>>> runs =
                analysis ? Optional.of(of(kube, Kinds.ANALYSIS_RUN, AnalysisRun::read)) : Optional.empty();
        return () -> new Picture.Pipelines(
                stages.get(), warehouses.get(), freight.get(), promotions.get(), runs.map(Supplier::get));
    }

    private <T> Supplier<List<T>> of(Kube kube, ResourceType type, Function<KubeObject, T> reader) {
        Cache<T> cache = kube.cache(type, reader);
        cache.onChange((_, _, _) -> changed.run());
        return cache::all;
    }

    /// The objects now.
    public Picture picture() {
        return new Picture(pipelines.get(), projects.get(), configs.get(), cluster.get());
    }
}
