package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.meta.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// The part of `metadata` that the server owns (kubernetes-api.md 3.1). All methods change the tree that they are
/// given.
final class Meta {
    static final String ORPHAN = "orphan";
    static final String FOREGROUND = "foregroundDeletion";

    private Meta() {}

    /// The metadata of a tree, made if it is absent.
    static Map<String, Object> of(Map<String, Object> tree) {
        if (!(tree.get("metadata") instanceof Map<?, ?>)) {
            tree.put("metadata", new LinkedHashMap<String, Object>());
        }
        return Json.asObject(tree.get("metadata"));
    }

    /// Takes away what a client may not say about a new object.
    static void wipe(Map<String, Object> tree) {
        Map<String, Object> metadata = of(tree);
        for (String field : List.of(
                "uid",
                "creationTimestamp",
                "deletionTimestamp",
                "deletionGracePeriodSeconds",
                "selfLink",
                "resourceVersion")) {
            metadata.remove(field);
        }
    }

    /// Puts back what an update may not change, where the client left it out or changed it in vain.
    static void restore(Map<String, Object> tree, Map<String, Object> old) {
        Map<String, Object> metadata = of(tree);
        Map<String, Object> before = Json.object(old, "metadata");
        metadata.remove("selfLink");
        for (String field : List.of("creationTimestamp", "generation")) {
            takeOver(metadata, before, field);
        }
        for (String field : List.of("uid", "deletionTimestamp", "deletionGracePeriodSeconds")) {
            Object given = metadata.get(field);
            if (given == null || given.equals("")) {
                takeOver(metadata, before, field);
            }
        }
    }

    private static void takeOver(Map<String, Object> to, Map<String, Object> from, String field) {
        if (from.containsKey(field)) {
            to.put(field, from.get(field));
        } else {
            to.remove(field);
        }
    }

    /// Removes empty members that JSON of the original never shows.
    static void tidy(Map<String, Object> tree) {
        Map<String, Object> metadata = of(tree);
        metadata.values()
                .removeIf(value -> value == null
                        || value.equals("")
                        || (value instanceof Map<?, ?> map && map.isEmpty())
                        || (value instanceof List<?> list && list.isEmpty()));
    }

    /// Drops exact duplicates among owner references; the uids of what was dropped.
    static List<String> dropDuplicateOwners(Map<String, Object> tree) {
        Map<String, Object> metadata = of(tree);
        if (!(metadata.get("ownerReferences") instanceof List<?> references)) {
            return List.of();
        }
        var kept = new LinkedHashSet<Object>();
        var dropped = new ArrayList<String>();
        for (Object reference : references) {
            if (!kept.add(reference)) {
                dropped.add(Json.text(reference, "uid").orElse(""));
            }
        }
        if (!dropped.isEmpty()) {
            metadata.put("ownerReferences", new ArrayList<>(kept));
        }
        return dropped;
    }

    static List<String> finalizers(Map<String, Object> tree) {
        return Json.list(tree, "metadata", "finalizers").stream()
                .map(String::valueOf)
                .toList();
    }

    static boolean isTerminating(Map<String, Object> tree) {
        return Json.text(tree, "metadata", "deletionTimestamp").isPresent();
    }

    static long generation(Map<String, Object> tree) {
        return Json.at(tree, "metadata", "generation").orElse(0L) instanceof Number n ? n.longValue() : 0;
    }

    static String time(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
