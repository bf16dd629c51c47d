package dev.supercargo.decisions.project;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is to be done about a namespace: one that goes takes its Project along (controllers.md 4.2).
public final class NamespaceDecision {
    private NamespaceDecision() {}

    public static List<Effect> decide(KubeObject namespace) {
        List<Map<String, Object>> owners = namespace.ownerReferences();
        var others = new ArrayList<Object>();
        for (Map<String, Object> owner : owners) {
            if (!isProject(owner, namespace.name())) {
                others.add(owner);
            }
        }
        if (others.size() < owners.size()) { // left by old versions
            return List.of(new Effect.Patch(
                    Kinds.NAMESPACE, namespace.key(), Map.of("metadata", Map.of("ownerReferences", others))));
        }
        if (!namespace.isTerminating() || !Effect.hasFinalizer(namespace)) {
            return List.of();
        }
        return List.of(
                new Effect.Delete(Kinds.PROJECT, ObjectKey.cluster(namespace.name())),
                Effect.removeFinalizer(Kinds.NAMESPACE, namespace));
    }

    private static boolean isProject(Map<String, Object> owner, String name) {
        return Kinds.PROJECT.apiVersion().equals(owner.get("apiVersion"))
                && Kinds.PROJECT.kind().equals(owner.get("kind"))
                && name.equals(owner.get("name"));
    }
}
