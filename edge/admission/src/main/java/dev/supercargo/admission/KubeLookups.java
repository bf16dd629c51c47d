package dev.supercargo.admission;

import dev.supercargo.decisions.admission.Caller;
import dev.supercargo.decisions.admission.Lookups;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import java.util.List;
import java.util.Optional;

/// Look-ups by direct requests: admission must see what was written a moment ago, which caches may not.
final class KubeLookups implements Lookups {
    private final Kube kube;

    KubeLookups(Kube kube) {
        this.kube = kube;
    }

    @Override
    public Optional<KubeObject> find(ResourceType type, ObjectKey key) {
        return kube.get(type, key);
    }

    @Override
    public List<KubeObject> list(ResourceType type, String namespace, LabelSelector selector) {
        return kube.list(type, namespace, selector);
    }

    @Override
    public boolean mayPromote(Caller caller, ObjectKey stage) {
        return kube.permits(caller.username(), caller.groups(), "promote", Kinds.STAGE, stage);
    }
}
