package dev.supercargo.controllers.management;

import dev.supercargo.decisions.project.ReplicationDecision;
import dev.supercargo.decisions.project.ReplicationView;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.Turn;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The turn of a shared Secret or ConfigMap (controllers.md 4.7).
final class ReplicationTurn implements Turn {
    private final Kube kube;
    private final ManagementCaches caches;
    private final ResourceType type;
    private final InstantSource clock;
    private final EffectApplier applier;

    ReplicationTurn(Kube kube, ManagementCaches caches, ResourceType type, InstantSource clock) {
        this.kube = kube;
        this.caches = caches;
        this.type = type;
        this.clock = clock;
        this.applier = new EffectApplier(kube);
    }

    @Override
    public Next take(ObjectKey key) {
        Optional<KubeObject> source = kube.get(type, key);
        if (source.isPresent()) {
            List<String> projects = caches.projects().all().stream()
                    .filter(project -> !project.metadata().isTerminating())
                    .map(project -> project.metadata().name())
                    .filter(this::hasNamespace)
                    .sorted()
                    .toList();
            List<KubeObject> replicas = kube.list(type, "", LabelSelector.equal(Labels.REPLICATED_FROM, key.name()));
            applier.apply(ReplicationDecision.decide(
                    new ReplicationView(type, source.get(), projects, replicas), clock.instant()));
        }
        return Next.rest();
    }

    /// A Project whose namespace is not there yet gets its copies when that appears.
    private boolean hasNamespace(String project) {
        return kube.get(Kinds.NAMESPACE, ObjectKey.cluster(project))
                .filter(namespace -> !namespace.isTerminating())
                .isPresent();
    }
}
