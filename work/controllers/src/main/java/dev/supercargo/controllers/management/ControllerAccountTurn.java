package dev.supercargo.controllers.management;

import dev.supercargo.decisions.project.ControllerAccountDecision;
import dev.supercargo.decisions.project.ProjectSettings;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.Turn;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Project;
import java.util.List;
import java.util.Optional;

/// The turn of a ServiceAccount in Kargo's namespace (controllers.md 4.3).
final class ControllerAccountTurn implements Turn {
    private final Kube kube;
    private final ManagementCaches caches;
    private final ProjectSettings settings;
    private final EffectApplier applier;

    ControllerAccountTurn(Kube kube, ManagementCaches caches, ProjectSettings settings) {
        this.kube = kube;
        this.caches = caches;
        this.settings = settings;
        this.applier = new EffectApplier(kube);
    }

    @Override
    public Next take(ObjectKey key) {
        Optional<KubeObject> account = kube.get(Kinds.SERVICE_ACCOUNT, key);
        if (account.isPresent()) {
            List<ControllerAccountDecision.InProject> projects = caches.projects().all().stream()
                    .filter(project -> !project.metadata().isTerminating())
                    .map(project -> inProject(account.get(), project))
                    .toList();
            applier.apply(ControllerAccountDecision.decide(account.get(), projects, settings));
        }
        return Next.rest();
    }

    private ControllerAccountDecision.InProject inProject(KubeObject account, Project project) {
        String name = project.metadata().name();
        return new ControllerAccountDecision.InProject(
                name, kube.get(Kinds.ROLE_BINDING, ControllerAccountDecision.bindingKey(account, name)));
    }
}
