package dev.supercargo.decisions.inspection;

import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.meta.Condition;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.ClusterConfig;
import dev.supercargo.model.ConfigStatus;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Metadata;
import dev.supercargo.model.Project;
import dev.supercargo.model.ProjectConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The problems of Projects and of configurations.
final class ProjectProblems {
    private ProjectProblems() {}

    static List<Problem> of(Project project, Instant now) {
        Finding finding = Finding.byManagement(Kinds.PROJECT, project.metadata());
        List<Condition> conditions = project.status().conditions();
        var found = new ArrayList<Problem>(finding.silence(!conditions.isEmpty(), "", now));
        if (project.metadata().isTerminating()) {
            return found;
        }
        found.addAll(finding.audited(conditions));
        Condition.find(conditions, "Stalled")
                .filter(condition -> condition.status().equals("True"))
                .or(() -> Condition.find(conditions, "Ready")
                        .filter(condition -> condition.status().equals("False")
                                && condition.reason().startsWith("Ensuring")))
                .ifPresent(condition ->
                        found.addAll(finding.told(ProblemCode.PROJECT_NOT_READY, "set up the Project", condition)));
        return found;
    }

    static List<Problem> of(ProjectConfig config, Instant now) {
        return ofConfig(Kinds.PROJECT_CONFIG, config.metadata(), config.status(), now);
    }

    static List<Problem> of(ClusterConfig config, Instant now) {
        return ofConfig(Kinds.CLUSTER_CONFIG, config.metadata(), config.status(), now);
    }

    private static List<Problem> ofConfig(ResourceType type, Metadata metadata, ConfigStatus status, Instant now) {
        Finding finding = Finding.byManagement(type, metadata);
        var found = new ArrayList<Problem>(
                finding.silence(!status.conditions().isEmpty(), status.lastHandledRefresh(), now));
        found.addAll(finding.audited(status.conditions()));
        Condition.find(status.conditions(), "Ready")
                .filter(condition ->
                        condition.status().equals("False") && condition.reason().endsWith("Failed"))
                .ifPresent(condition -> found.addAll(
                        finding.told(ProblemCode.CONFIG_NOT_READY, "put the settings to effect", condition)));
        return found;
    }
}
