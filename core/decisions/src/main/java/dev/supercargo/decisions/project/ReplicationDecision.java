package dev.supercargo.decisions.project;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.MergePatch;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What is to be done about a shared Secret or ConfigMap: one copy in each Project (controllers.md 4.7, resources.md
/// 9.4).
public final class ReplicationDecision {
    private ReplicationDecision() {}

    /// Whether the object is to be copied (a Secret only if it is marked as credentials).
    public static boolean isSource(ResourceType type, KubeObject object) {
        boolean marked = !type.equals(Kinds.SECRET) || object.labels().containsKey(Labels.CRED_TYPE);
        return marked && "*".equals(object.annotations().get(Annotations.REPLICATE_TO));
    }

    public static List<Effect> decide(ReplicationView view, Instant now) {
        KubeObject source = view.source();
        if (source.isTerminating() || !isSource(view.type(), source)) {
            return Effect.hasFinalizer(source) ? withdraw(view) : List.of();
        }
        var effects = new ArrayList<Effect>();
        if (!Effect.hasFinalizer(source)) {
            effects.add(Effect.addFinalizer(view.type(), source));
        }
        String hash = ReplicaHash.of(source);
        Map<String, KubeObject> byNamespace = view.replicas().stream()
                .collect(Collectors.toMap(KubeObject::namespace, Function.identity(), (a, _) -> a));
        for (String project : view.projects()) {
            KubeObject wanted = replica(view, project, hash, now);
            KubeObject stored = byNamespace.get(project);
            if (stored == null) {
                effects.add(new Effect.Create(view.type(), wanted));
            } else if (!hash.equals(stored.labels().get(Labels.REPLICATED_SHA))) {
                effects.add(new Effect.Patch(view.type(), stored.key(), change(stored, wanted)));
            }
        }
        return effects;
    }

    private static List<Effect> withdraw(ReplicationView view) {
        var effects = new ArrayList<Effect>();
        view.replicas().forEach(replica -> effects.add(new Effect.Delete(view.type(), replica.key())));
        effects.add(Effect.removeFinalizer(view.type(), view.source()));
        return effects;
    }

    private static KubeObject replica(ReplicationView view, String project, String hash, Instant now) {
        KubeObject source = view.source();
        var labels = new LinkedHashMap<String, Object>(source.labels());
        labels.put(Labels.REPLICATED_FROM, source.name());
        labels.put(Labels.REPLICATED_SHA, hash);
        var annotations = new LinkedHashMap<String, Object>(source.annotations());
        annotations.keySet().removeAll(ReplicaHash.MANAGED_ANNOTATIONS);
        annotations.put(
                Annotations.REPLICATED_AT, now.truncatedTo(ChronoUnit.SECONDS).toString());
        Map<String, Object> tree = KubeObject.named(view.type(), new ObjectKey(project, source.name()))
                .tree();
        Json.put(tree, labels, "metadata", "labels");
        Json.put(tree, annotations, "metadata", "annotations");
        for (String field : content(view.type())) {
            Object value = source.view().get(field);
            if (value != null) {
                Json.putNullable(tree, field, Json.copyOf(value));
            }
        }
        return KubeObject.of(tree);
    }

    private static List<String> content(ResourceType type) {
        return type.equals(Kinds.SECRET) ? List.of("data", "type") : List.of("data", "binaryData");
    }

    /// The patch that makes labels, annotations and content of a copy those that are wanted.
    private static Map<String, Object> change(KubeObject stored, KubeObject wanted) {
        var fields = List.of("data", "binaryData");
        var before = new LinkedHashMap<String, Object>();
        var after = new LinkedHashMap<String, Object>();
        for (String field : fields) {
            if (stored.view().containsKey(field)) {
                Json.putNullable(before, field, stored.view().get(field));
            }
            if (wanted.view().containsKey(field)) {
                Json.putNullable(after, field, wanted.view().get(field));
            }
        }
        before.put("metadata", metadata(stored));
        after.put("metadata", metadata(wanted));
        return MergePatch.between(before, after);
    }

    private static Map<String, Object> metadata(KubeObject object) {
        return Map.of(
                "labels",
                Json.object(object.view(), "metadata", "labels"),
                "annotations",
                Json.object(object.view(), "metadata", "annotations"));
    }
}
