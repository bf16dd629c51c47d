package dev.supercargo.kube.apiserver.apply;

import dev.supercargo.kube.apiserver.ApiError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Fields that an apply would take away from others.
record Conflicts(Map<Manager, FieldSet> fields) {
    boolean isNone() {
        return fields.isEmpty();
    }

    /// All fields concerned, whoever owns them.
    FieldSet all() {
        return fields.values().stream().reduce(FieldSet.EMPTY, FieldSet::union);
    }

    /// The conflicts about other fields than these.
    Conflicts without(FieldSet allowed) {
        var rest = new LinkedHashMap<Manager, FieldSet>();
        fields.forEach((manager, set) -> {
            FieldSet left = set.minus(allowed);
            if (!left.isEmpty()) {
                rest.put(manager, left);
            }
        });
        return new Conflicts(rest);
    }

    /// The refusal of the apply (`kubernetes-api.md` 5.7).
    ApiError error() {
        var byManager = new TreeMap<String, List<String>>();
        fields.forEach((manager, set) -> byManager
                .computeIfAbsent(manager.shown(), _ -> new ArrayList<>())
                .addAll(set.shown()));
        var causes = new ArrayList<Object>();
        byManager.forEach((manager, paths) -> paths.forEach(path -> {
            var cause = new LinkedHashMap<String, Object>();
            cause.put("reason", "FieldManagerConflict");
            cause.put("message", "conflict with " + manager);
            cause.put("field", path);
            causes.add(cause);
        }));
        var details = new LinkedHashMap<String, Object>();
        details.put("causes", causes);
        return ApiError.of(409, "Conflict", text(byManager, causes.size()), details);
    }

    private static String text(Map<String, List<String>> byManager, int count) {
        if (count == 1) {
            var only = byManager.entrySet().iterator().next();
            return "Apply failed with 1 conflict: conflict with " + only.getKey() + ": "
                    + only.getValue().getFirst();
        }
        var lines = new ArrayList<String>();
        byManager.forEach((manager, paths) -> {
            lines.add("conflicts with " + manager + ":");
            paths.forEach(path -> lines.add("- " + path));
        });
        return "Apply failed with " + count + " conflicts: " + String.join("\n", lines);
    }
}
