package dev.supercargo.admission;

import dev.supercargo.decisions.admission.Caller;
import dev.supercargo.decisions.admission.Lookups;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        KubeObject answer = kube.create(Kinds.SUBJECT_ACCESS_REVIEW, review(caller, stage));
        return Json.at(answer.view(), "status", "allowed")
                .filter(Boolean.TRUE::equals)
                .isPresent();
    }

    private static KubeObject review(Caller caller, ObjectKey stage) {
        var attributes = new LinkedHashMap<String, Object>();
        attributes.put("group", Kinds.GROUP);
        attributes.put("resource", Kinds.STAGE.plural());
        attributes.put("name", stage.name());
        attributes.put("namespace", stage.namespace());
        attributes.put("verb", "promote");
        var tree = new LinkedHashMap<String, Object>();
        tree.put("apiVersion", Kinds.SUBJECT_ACCESS_REVIEW.apiVersion());
        tree.put("kind", Kinds.SUBJECT_ACCESS_REVIEW.kind());
        tree.put(
                "spec",
                Map.of(
                        "resourceAttributes",
                        attributes,
                        "user",
                        caller.username(),
                        "groups",
                        List.<Object>copyOf(caller.groups())));
        return KubeObject.of(tree);
    }
}
