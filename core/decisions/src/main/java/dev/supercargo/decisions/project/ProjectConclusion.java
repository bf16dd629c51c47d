package dev.supercargo.decisions.project;

import dev.supercargo.meta.Condition;
import dev.supercargo.model.HealthStats;
import dev.supercargo.model.KindStats;
import dev.supercargo.model.Labels;
import dev.supercargo.model.Project;
import dev.supercargo.model.ProjectStats;
import dev.supercargo.model.ProjectStatus;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Warehouse;
import java.time.Instant;
import java.util.List;

/// The status of a Project after its turn.
public final class ProjectConclusion {
    private static final String SYNCING = "Ensuring project namespace and permissions";

    private ProjectConclusion() {}

    /// All is as it is to be.
    public static ProjectStatus synced(ProjectView view, Instant now) {
        Project project = Project.read(view.object());
        List<Condition> conditions = project.status().conditions();
        conditions = Condition.without(conditions, "Reconciling");
        conditions = Condition.without(conditions, "Stalled");
        conditions = Condition.without(conditions, "Healthy");
        conditions = Condition.set(
                conditions, condition(project, "Ready", "True", "Synced", "Project is synced and ready for use", now));
        return new ProjectStatus(conditions, stats(view));
    }

    /// The namespace belongs to somebody else.
    public static ProjectStatus stalled(ProjectView view, Instant now) {
        Project project = Project.read(view.object());
        String name = project.metadata().name();
        ProjectStatus failed = failed(
                view,
                ProjectPhase.NAMESPACE,
                "failed to sync Project \"" + name + "\" with namespace \"" + name
                        + "\": namespace already exists and is not labeled as a Project namespace",
                now);
        return failed.withConditions(Condition.set(
                failed.conditions(),
                condition(
                        project,
                        "Stalled",
                        "True",
                        "ExistingNamespaceMissingLabel",
                        "Namespace \"" + name
                                + "\" already exists but is not labeled as a Project namespace using label \""
                                + Labels.PROJECT + "\"",
                        now)));
    }

    /// A step failed; `why` is what the world said.
    public static ProjectStatus failed(ProjectView view, ProjectPhase phase, String why, Instant now) {
        Project project = Project.read(view.object());
        List<Condition> conditions = project.status().conditions();
        if (phase == ProjectPhase.NAMESPACE) {
            conditions = Condition.without(conditions, "Stalled");
        }
        conditions = Condition.set(conditions, condition(project, "Reconciling", "True", "Syncing", SYNCING, now));
        conditions = Condition.set(
                conditions, condition(project, "Ready", "False", phase.reason(), phase.message(why), now));
        return project.status().withConditions(conditions);
    }

    private static Condition condition(
            Project project, String type, String status, String reason, String message, Instant now) {
        return new Condition(
                type, status, reason, message, now, project.metadata().generation());
    }

    /// QUIRK: control-flow Stages are not counted, but one that is healthy is (controllers.md 4.1.2).
    private static ProjectStats stats(ProjectView view) {
        long healthyWarehouses = view.warehouses().stream()
                .map((Warehouse warehouse) -> warehouse.status().conditions())
                .filter(conditions -> Condition.isTrue(conditions, "Healthy"))
                .count();
        long healthyStages = view.stages().stream()
                .map((Stage stage) -> stage.status().conditions())
                .filter(conditions -> Condition.isTrue(conditions, "Healthy"))
                .count();
        long stages = view.stages().stream()
                .filter(stage -> !stage.spec().isControlFlow())
                .count();
        return new ProjectStats(
                new KindStats(view.warehouses().size(), new HealthStats(healthyWarehouses)),
                new KindStats(stages, new HealthStats(healthyStages)));
    }
}
