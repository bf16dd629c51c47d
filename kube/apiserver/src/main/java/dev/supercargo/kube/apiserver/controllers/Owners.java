package dev.supercargo.kube.apiserver.controllers;

import dev.supercargo.meta.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who depends on whom: from the uid of an owner to its dependents, and whether each blocks the owner's deletion.
/// Guarded by its own monitor.
final class Owners {
    private final Map<String, Map<ObjectRef, Boolean>> dependents = new HashMap<>();

    synchronized void replace(ObjectRef ref, Map<String, Object> before, Map<String, Object> now) {
        for (Map<String, Object> owner : references(before)) {
            Map<ObjectRef, Boolean> known = dependents.get(uid(owner));
            if (known != null) {
                known.remove(ref);
                if (known.isEmpty()) {
                    dependents.remove(uid(owner));
                }
            }
        }
        for (Map<String, Object> owner : references(now)) {
            dependents
                    .computeIfAbsent(uid(owner), _ -> new LinkedHashMap<>())
                    .put(ref, Boolean.TRUE.equals(owner.get("blockOwnerDeletion")));
        }
    }

    synchronized List<ObjectRef> dependents(String uid) {
        return List.copyOf(dependents.getOrDefault(uid, Map.of()).keySet());
    }

    /// Those that block the deletion of their owner.
    synchronized List<ObjectRef> blocking(String uid) {
        return dependents.getOrDefault(uid, Map.of()).entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    static List<Map<String, Object>> references(Map<String, Object> tree) {
        return Json.list(tree, "metadata", "ownerReferences").stream()
                .map(Json::asObject)
                .toList();
    }

    static String uid(Map<String, Object> reference) {
        return Json.text(reference, "uid").orElse("");
    }
}
