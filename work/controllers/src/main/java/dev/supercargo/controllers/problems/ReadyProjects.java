package dev.supercargo.controllers.problems;

import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Condition;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Project;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Warehouse;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The Projects that work is done in and that have what components need there: Stages or Warehouses, roles and
/// bindings.
public final class ReadyProjects {
    private ReadyProjects() {}

    /// Their names, at any time. To be made before the client's caches are started.
    public static Supplier<List<String>> of(Kube kube) {
        Cache<Project> projects = kube.cache(Kinds.PROJECT, Project::read);
        Cache<Stage> stages = kube.cache(Kinds.STAGE, Stage::read);
        Cache<Warehouse> warehouses = kube.cache(Kinds.WAREHOUSE, Warehouse::read);
        return () -> Stream.concat(
                        stages.all().stream().map(stage -> stage.metadata().namespace()),
                        warehouses.all().stream()
                                .map(warehouse -> warehouse.metadata().namespace()))
                .distinct()
                .filter(name -> projects.get(ObjectKey.cluster(name))
                        .filter(project -> !project.metadata().isTerminating()
                                && Condition.isTrue(project.status().conditions(), "Ready"))
                        .isPresent())
                .sorted()
                .toList();
    }
}
