package dev.supercargo.decisions.project;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.MergePatch;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.Kinds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is to be done about a Secret in a namespace that has been given up for another: a copy that nobody edits by
/// hand
/// (controllers.md 4.6).
public final class SecretSyncDecision {
    private SecretSyncDecision() {}

    /// What to do, in order.
    ///
    /// @param copy what has the same name in the destination
    /// @param namespaceGoes whether the source's namespace is being deleted: then copies stay
    public static List<Effect> decide(
            KubeObject source, String destination, Optional<KubeObject> copy, boolean namespaceGoes) {
        var effects = new ArrayList<Effect>();
        if (source.isTerminating()) {
            if (!Effect.hasFinalizer(source)) {
                return effects;
            }
            copy.filter(stored -> !namespaceGoes && isUntouched(stored))
                    .ifPresent(stored -> effects.add(new Effect.Delete(Kinds.SECRET, stored.key())));
            effects.add(Effect.removeFinalizer(Kinds.SECRET, source));
            return effects;
        }
        if (!Effect.hasFinalizer(source)) {
            effects.add(Effect.addFinalizer(Kinds.SECRET, source));
        }
        KubeObject wanted = copyOf(source, destination);
        if (copy.isEmpty()) {
            effects.add(new Effect.Create(Kinds.SECRET, wanted));
        } else if (isUntouched(copy.get())) {
            Map<String, Object> change = change(copy.get(), wanted);
            if (!change.isEmpty()) {
                effects.add(new Effect.Patch(Kinds.SECRET, wanted.key(), change));
            }
        }
        return effects;
    }

    /// Whether a copy is ours and nobody has edited it.
    private static boolean isUntouched(KubeObject copy) {
        return ReplicaHash.ofData(copy).equals(copy.annotations().get(Annotations.SYNCED_DATA_HASH));
    }

    private static KubeObject copyOf(KubeObject source, String destination) {
        Map<String, Object> tree = KubeObject.named(Kinds.SECRET, new ObjectKey(destination, source.name()))
                .tree();
        if (!source.labels().isEmpty()) {
            Json.put(tree, new LinkedHashMap<String, Object>(source.labels()), "metadata", "labels");
        }
        var annotations = new LinkedHashMap<String, Object>(source.annotations());
        annotations.put(Annotations.ORIGIN_NAMESPACE, source.namespace());
        annotations.put(Annotations.SYNCED_DATA_HASH, ReplicaHash.ofData(source));
        Json.put(tree, annotations, "metadata", "annotations");
        for (String field : List.of("data", "type")) {
            Object value = source.view().get(field);
            if (value != null) {
                Json.putNullable(tree, field, Json.copyOf(value));
            }
        }
        return KubeObject.of(tree);
    }

    private static Map<String, Object> change(KubeObject stored, KubeObject wanted) {
        return MergePatch.between(compared(stored), compared(wanted));
    }

    private static Map<String, Object> compared(KubeObject secret) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put(
                "metadata",
                Map.of(
                        "labels",
                        Json.object(secret.view(), "metadata", "labels"),
                        "annotations",
                        Json.object(secret.view(), "metadata", "annotations")));
        tree.put("data", Json.object(secret.view(), "data"));
        return tree;
    }
}
