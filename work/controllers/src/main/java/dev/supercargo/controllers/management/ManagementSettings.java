package dev.supercargo.controllers.management;

import dev.supercargo.decisions.project.ProjectSettings;
import java.util.List;

/// How an installation is set up, as far as the management controller depends on it. Empty text means "none".
///
/// - `projects`: how Projects are treated.
/// - `sharedNamespace`: holds Secrets and ConfigMaps that Projects share (`SHARED_RESOURCES_NAMESPACE`).
/// - `systemNamespace`: holds Secrets of the installation (`SYSTEM_RESOURCES_NAMESPACE`).
/// - `moves`: namespaces whose Secrets are copied to another.
/// - `webhooksBaseUrl`: where inbound webhooks are served (`EXTERNAL_WEBHOOK_SERVER_BASE_URL`).
public record ManagementSettings(
        ProjectSettings projects,
        String sharedNamespace,
        String systemNamespace,
        List<SecretMove> moves,
        String webhooksBaseUrl) {
    /// A namespace that has been given up for another.
    public record SecretMove(String from, String to) {}

    public ManagementSettings {
        moves = moves.stream()
                .filter(move -> !move.from().isEmpty() && !move.to().isEmpty())
                .filter(move -> !move.from().equals(move.to()))
                .toList();
    }

    /// The usual namespaces.
    public static ManagementSettings in(String kargoNamespace, String webhooksBaseUrl) {
        return new ManagementSettings(
                new ProjectSettings(kargoNamespace, true),
                "kargo-shared-resources",
                "kargo-system-resources",
                List.of(new SecretMove("kargo-cluster-secrets", "kargo-system-resources")),
                webhooksBaseUrl);
    }

    /// The same with another treatment of Projects.
    public ManagementSettings withProjects(ProjectSettings other) {
        return new ManagementSettings(other, sharedNamespace, systemNamespace, moves, webhooksBaseUrl);
    }
}
