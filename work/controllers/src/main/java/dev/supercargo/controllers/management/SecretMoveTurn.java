package dev.supercargo.controllers.management;

import dev.supercargo.decisions.project.SecretSyncDecision;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.Turn;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import java.util.Optional;

/// The turn of a Secret in a namespace that has been given up for another (controllers.md 4.6).
final class SecretMoveTurn implements Turn {
    private final Kube kube;
    private final ManagementSettings.SecretMove move;
    private final EffectApplier applier;

    SecretMoveTurn(Kube kube, ManagementSettings.SecretMove move) {
        this.kube = kube;
        this.move = move;
        this.applier = new EffectApplier(kube);
    }

    @Override
    public Next take(ObjectKey key) {
        Optional<KubeObject> source = kube.get(Kinds.SECRET, key);
        if (source.isPresent()) {
            Optional<KubeObject> copy = kube.get(Kinds.SECRET, new ObjectKey(move.to(), key.name()));
            boolean namespaceGoes = kube.get(Kinds.NAMESPACE, ObjectKey.cluster(move.from()))
                    .filter(KubeObject::isTerminating)
                    .isPresent();
            applier.apply(SecretSyncDecision.decide(source.get(), move.to(), copy, namespaceGoes));
        }
        return Next.rest();
    }
}
