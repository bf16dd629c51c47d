package dev.supercargo.controllers.management;

import dev.supercargo.decisions.project.NamespaceDecision;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.Turn;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;

/// A namespace's turn (controllers.md 4.2).
final class NamespaceTurn implements Turn {
    private final Kube kube;
    private final EffectApplier applier;

    NamespaceTurn(Kube kube) {
        this.kube = kube;
        this.applier = new EffectApplier(kube);
    }

    @Override
    public Next take(ObjectKey key) {
        kube.get(Kinds.NAMESPACE, key).ifPresent(namespace -> applier.apply(NamespaceDecision.decide(namespace)));
        return Next.rest();
    }
}
