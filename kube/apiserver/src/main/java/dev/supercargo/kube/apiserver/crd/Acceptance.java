package dev.supercargo.kube.apiserver.crd;

import dev.supercargo.meta.Condition;
import dev.supercargo.meta.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which of a definition's names are accepted beside those that other definitions of the group hold, and what its
/// conditions are then (kubernetes-api.md 9.1).
record Acceptance(Map<String, Object> acceptedNames, List<Condition> conditions) {
    static Acceptance decide(Definition definition, List<Definition> others, Instant now) {
        Set<String> taken = new TreeSet<>();
        Set<String> kinds = new TreeSet<>();
        for (Definition other : others) {
            if (!other.name().equals(definition.name()) && other.group().equals(definition.group())) {
                Map<String, Object> names = Json.object(other.tree(), "status", "acceptedNames");
                for (String field : List.of("plural", "singular")) {
                    Json.text(names, field).ifPresent(taken::add);
                }
                Json.list(names, "shortNames").forEach(name -> taken.add(String.valueOf(name)));
                for (String field : List.of("kind", "listKind")) {
                    Json.text(names, field).ifPresent(kinds::add);
                }
            }
        }
        var conflicts = new ArrayList<Condition>();
        Map<String, Object> accepted = new LinkedHashMap<>(Json.object(definition.tree(), "status", "acceptedNames"));
        Map<String, Object> wanted = Json.object(definition.tree(), "spec", "names");
        accept("plural", "PluralConflict", wanted, accepted, taken, conflicts, now);
        accept("singular", "SingularConflict", wanted, accepted, taken, conflicts, now);
        acceptShortNames(wanted, accepted, taken, conflicts, now);
        accept("kind", "KindConflict", wanted, accepted, kinds, conflicts, now);
        accept("listKind", "ListKindConflict", wanted, accepted, kinds, conflicts, now);
        if (wanted.containsKey("categories")) {
            accepted.put("categories", wanted.get("categories"));
        } else {
            accepted.remove("categories");
        }
        return new Acceptance(accepted, conditions(definition, conflicts, now));
    }

    private static void accept(
            String field,
            String reason,
            Map<String, Object> wanted,
            Map<String, Object> accepted,
            Set<String> taken,
            List<Condition> conflicts,
            Instant now) {
        String name = Json.text(wanted, field).orElse("");
        if (taken.contains(name)) {
            conflicts.add(conflict(reason, name, now));
        } else {
            accepted.put(field, name);
        }
    }

    private static void acceptShortNames(
            Map<String, Object> wanted,
            Map<String, Object> accepted,
            Set<String> taken,
            List<Condition> conflicts,
            Instant now) {
        List<Object> names = Json.list(wanted, "shortNames");
        List<Object> bad = names.stream()
                .filter(name -> taken.contains(String.valueOf(name)))
                .toList();
        if (!bad.isEmpty()) {
            conflicts.add(conflict("ShortNamesConflict", String.valueOf(bad.getFirst()), now));
        } else if (names.isEmpty()) {
            accepted.remove("shortNames");
        } else {
            accepted.put("shortNames", names);
        }
    }

    private static Condition conflict(String reason, String name, Instant now) {
        return new Condition("NamesAccepted", "False", reason, "\"" + name + "\" is already in use", now, 0);
    }

    private static List<Condition> conditions(Definition definition, List<Condition> conflicts, Instant now) {
        Condition names = conflicts.isEmpty()
                ? new Condition("NamesAccepted", "True", "NoConflicts", "no conflicts found", now, 0)
                : conflicts.getLast();
        List<Condition> conditions = Condition.set(definition.conditions(), names);
        if (Condition.isTrue(conditions, "Established")) {
            return conditions;
        }
        Condition established = conflicts.isEmpty()
                ? new Condition(
                        "Established", "True", "InitialNamesAccepted", "the initial names have been accepted", now, 0)
                : new Condition("Established", "False", "NotAccepted", "not all names are accepted", now, 0);
        return Condition.set(conditions, established);
    }
}
