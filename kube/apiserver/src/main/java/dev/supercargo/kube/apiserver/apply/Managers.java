package dev.supercargo.kube.apiserver.apply;

import dev.supercargo.kube.apiserver.apply.Manager.Owned;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everybody who owns fields of one object. Mutable; belongs to one write.
final class Managers {
    private static final int MOST_UPDATING = 10;
    private static final String ANCIENT = "ancient-changes";
    private static final Comparator<Map.Entry<Manager, Owned>> ORDER = Comparator.comparing(
                    (Map.Entry<Manager, Owned> entry) -> !entry.getKey().applies())
            .thenComparing(entry -> entry.getValue().time())
            .thenComparing(entry -> entry.getKey().name())
            .thenComparing(entry -> entry.getValue().apiVersion())
            .thenComparing(entry -> entry.getKey().subresource());

    private final Map<Manager, Owned> owned = new LinkedHashMap<>();

    /// Those that the `managedFields` of an object name; empty where they are malformed.
    static Optional<Managers> of(@Nullable Object managedFields) {
        var managers = new Managers();
        if (managedFields instanceof List<?> list) {
            for (Object entry : list) {
                Optional<Manager> manager = Manager.of(entry);
                Optional<Owned> fields = Manager.ownedOf(entry);
                if (manager.isEmpty() || fields.isEmpty()) {
                    return Optional.empty();
                }
                managers.owned.put(manager.get(), fields.get());
            }
        }
        return Optional.of(managers);
    }

    boolean isEmpty() {
        return owned.isEmpty();
    }

    FieldSet fieldsOf(Manager manager) {
        Owned known = owned.get(manager);
        return known == null ? FieldSet.EMPTY : known.fields();
    }

    String timeOf(Manager manager) {
        Owned known = owned.get(manager);
        return known == null ? "" : known.time();
    }

    void put(Manager manager, Owned fields) {
        owned.put(manager, fields);
    }

    /// The managers in no particular order.
    List<Manager> all() {
        return List.copyOf(owned.keySet());
    }

    /// What anybody owns.
    FieldSet everything() {
        return owned.values().stream().map(Owned::fields).reduce(FieldSet.EMPTY, FieldSet::union);
    }

    /// Drops places that the schema no longer has.
    void fit(SchemaNode root) {
        owned.replaceAll((_, fields) -> fields.with(fields.fields().fitting(root)));
    }

    /// Takes fields away from a manager.
    void take(Manager manager, FieldSet fields) {
        owned.computeIfPresent(manager, (_, known) -> known.with(known.fields().minus(fields)));
    }

    /// Forgets managers that own nothing, and merges the oldest updating ones if there are too many.
    void tidy() {
        owned.values().removeIf(fields -> fields.fields().isEmpty());
        List<Map.Entry<Manager, Owned>> updating = owned.entrySet().stream()
                .filter(entry -> !entry.getKey().applies())
                .sorted(ORDER)
                .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                .toList();
        int count = updating.size();
        var oldest = new LinkedHashMap<String, Manager>(); // by version
        for (Map.Entry<Manager, Owned> entry : updating) {
            if (count <= MOST_UPDATING) {
                return;
            }
            String version = entry.getKey().apiVersion();
            Manager first = oldest.putIfAbsent(version, entry.getKey());
            if (first != null) {
                var bucket = new Manager(ANCIENT, false, version, "");
                FieldSet before = owned.containsKey(bucket) ? fieldsOf(bucket) : fieldsOf(first);
                if (!owned.containsKey(bucket)) {
                    owned.remove(first);
                }
                Owned merged = entry.getValue();
                owned.remove(entry.getKey());
                owned.put(bucket, merged.with(merged.fields().union(before)));
                count--;
            }
        }
    }

    /// The `managedFields` of the object.
    List<Object> tree() {
        var entries = new ArrayList<Object>();
        owned.entrySet().stream()
                .sorted(ORDER)
                .forEach(entry -> entries.add(entry.getKey().entry(entry.getValue())));
        return entries;
    }

    /// Whether two lists of `managedFields` say the same, times aside.
    static boolean sameOwners(List<Object> a, List<Object> b) {
        return Json.same(timeless(a), timeless(b));
    }

    private static Map<String, Object> timeless(List<Object> entries) {
        var byManager = new LinkedHashMap<String, Object>();
        for (Object entry : entries) {
            Map<String, Object> copy = Json.copy(Json.asObject(entry));
            copy.remove("time");
            byManager.put(String.valueOf(Manager.of(entry)), copy);
        }
        return byManager;
    }
}
