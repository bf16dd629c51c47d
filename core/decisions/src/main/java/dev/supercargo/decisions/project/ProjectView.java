package dev.supercargo.decisions.project;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Warehouse;
import java.util.List;
import java.util.Optional;

/// All that a Project's turn looks at, read once.
///
/// - `object`: the Project as it is stored.
/// - `namespace`: the namespace of its name, where that exists.
/// - `controllers`: the ServiceAccounts of the controllers.
/// - `resources`: what the Project is to have, each with what is there now.
/// - `warehouses`, `stages`: what it counts.
public record ProjectView(
        KubeObject object,
        Optional<KubeObject> namespace,
        List<KubeObject> controllers,
        List<Found> resources,
        List<Warehouse> warehouses,
        List<Stage> stages) {
    public ProjectView {
        controllers = List.copyOf(controllers);
        resources = List.copyOf(resources);
        warehouses = List.copyOf(warehouses);
        stages = List.copyOf(stages);
    }

    /// What is wanted and what is there.
    public record Found(Wanted wanted, Optional<KubeObject> stored) {}
}
