package dev.supercargo.golden;

import dev.supercargo.decisions.admission.Caller;
import dev.supercargo.decisions.admission.FirstObject;
import dev.supercargo.decisions.admission.Lookups;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The objects of one case, and who may promote.
final class AdmissionWorld implements Lookups {
    private final Map<String, KubeObject> objects = new TreeMap<>();
    private final Object promote;

    AdmissionWorld(Object promote) {
        this.promote = promote;
    }

    void put(KubeObject object) {
        Map<String, Object> tree = object.tree();
        if (object.uid().isEmpty()) {
            Json.put(tree, "<uid of " + object.kind() + " " + object.name() + ">", "metadata", "uid");
        }
        if (object.kind().equals("Namespace")) {
            Json.put(tree, object.name(), "metadata", "labels", "kubernetes.io/metadata.name");
            tree.put("spec", Json.parseObject("{\"finalizers\":[\"kubernetes\"]}"));
            tree.put("status", Json.parseObject("{\"phase\":\"Active\"}"));
        }
        objects.put(key(object.kind(), object.namespace(), object.name()), KubeObject.of(tree));
    }

    void make(FirstObject first) {
        KubeObject object = first.object();
        if (!objects.containsKey(key(object.kind(), object.namespace(), object.name()))) {
            put(object);
        }
    }

    Optional<KubeObject> named(String kind, String namespace, String name) {
        return Optional.ofNullable(objects.get(key(kind, namespace, name)));
    }

    @Override
    public Optional<KubeObject> find(ResourceType type, ObjectKey key) {
        return named(type.kind(), key.namespace(), key.name());
    }

    @Override
    public List<KubeObject> list(ResourceType type, String namespace, LabelSelector selector) {
        var found = new ArrayList<KubeObject>();
        for (KubeObject object : objects.values()) {
            if (object.kind().equals(type.kind())
                    && (namespace.isEmpty() || object.namespace().equals(namespace))
                    && selector.matches(object.labels())) {
                found.add(object);
            }
        }
        return found;
    }

    @Override
    public boolean mayPromote(Caller caller, ObjectKey stage) {
        return promote instanceof List<?> stages ? stages.contains(stage.name()) : promote.equals("all Stages");
    }

    private static String key(String kind, String namespace, String name) {
        return kind + " " + namespace + "/" + name;
    }
}
