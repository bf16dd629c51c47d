package dev.supercargo.decisions.inspection;

import dev.supercargo.decisions.stage.StageView;
import dev.supercargo.model.AnalysisRun;
import dev.supercargo.model.ClusterConfig;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Project;
import dev.supercargo.model.ProjectConfig;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Warehouse;
import java.util.List;
import java.util.Optional;

/// The objects as somebody read them at one moment. What a process may not read or does not care for is empty; nothing
/// is missed because of that, but the kinds that a Stage depends on go together.
///
/// @param pipelines what Stages depend on
/// @param projects the Projects
/// @param configs the ProjectConfigs
/// @param cluster the ClusterConfigs, at most one
public record Picture(
        Pipelines pipelines, List<Project> projects, List<ProjectConfig> configs, List<ClusterConfig> cluster) {
    public Picture {
        projects = List.copyOf(projects);
        configs = List.copyOf(configs);
        cluster = List.copyOf(cluster);
    }

    /// Stages and what they depend on.
    ///
    /// @param runs empty where nobody carries AnalysisRuns out, or they are not served
    public record Pipelines(
            List<Stage> stages,
            List<Warehouse> warehouses,
            List<Freight> freight,
            List<Promotion> promotions,
            Optional<List<AnalysisRun>> runs) {
        /// No Stage.
        public static final Pipelines NONE =
                new Pipelines(List.of(), List.of(), List.of(), List.of(), Optional.empty());

        public Pipelines {
            stages = List.copyOf(stages);
            warehouses = List.copyOf(warehouses);
            freight = List.copyOf(freight);
            promotions = List.copyOf(promotions);
            runs = runs.map(List::copyOf);
        }
    }

    /// What an explanation of a Stage looks at.
    public StageView view(Stage stage) {
        return ProjectPicture.of(this, stage.metadata().namespace()).view(stage);
    }
}
