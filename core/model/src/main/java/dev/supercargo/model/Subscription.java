package dev.supercargo.model;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One subscription of a Warehouse (resources.md 6.4): an object with one key that names its type, and an optional
/// name.
public sealed interface Subscription {
    /// The name, empty where none is given.
    String name();

    /// Commits of a Git repository.
    record Git(String name, GitSubscription spec) implements Subscription {}

    /// Container images.
    record Image(String name, ImageSubscription spec) implements Subscription {}

    /// Helm charts.
    record Chart(String name, ChartSubscription spec) implements Subscription {}

    /// Artifacts of another type, for which a subscriber must be registered.
    record Generic(String name, String type, GenericSubscription spec) implements Subscription {}

    /// Not a subscription, and why.
    record Malformed(String name, String reason) implements Subscription {}

    /// How many artifacts are found at most where nothing is said.
    int DEFAULT_LIMIT = 20;

    /// The subscription that a tree denotes; `index` is its place in the list, for messages.
    static Subscription read(int index, Object tree) {
        if (!(tree instanceof Map<?, ?>)) {
            return malformed("", Json.kindOf(tree), "", "map[string]json.RawMessage");
        }
        Map<String, Object> object = Json.asObject(tree);
        Object name = object.getOrDefault("name", "");
        if (!(name instanceof String text)) {
            return malformed("", Json.kindOf(name), ".name", "string");
        }
        List<String> types =
                object.keySet().stream().filter(key -> !key.equals("name")).toList();
        if (types.size() != 1) {
            return new Malformed(
                    text,
                    "subscription at index " + index + " must have exactly one top-level field naming its type, apart"
                            + " from an optional \"name\" field, but has " + types.size());
        }
        return ofType(text, types.getFirst(), object.get(types.getFirst()));
    }

    private static Subscription ofType(String name, String type, @org.jspecify.annotations.Nullable Object spec) {
        if (spec != null && !(spec instanceof Map<?, ?>)) {
            return malformed(name, Json.kindOf(spec), "." + type, "object");
        }
        Map<String, Object> tree = spec == null ? Map.of() : Json.asObject(spec);
        var misfits = new ArrayList<Wire.Misfit>();
        Subscription subscription = switch (type) {
            case "git" -> new Git(name, Wire.read(GitSubscription.class, tree, misfits));
            case "image" -> new Image(name, Wire.read(ImageSubscription.class, tree, misfits));
            case "chart" -> new Chart(name, Wire.read(ChartSubscription.class, tree, misfits));
            default -> new Generic(name, type, Wire.read(GenericSubscription.class, tree, misfits));
        };
        return misfits.isEmpty()
                ? subscription
                : new Malformed(name, inWarehouse(type, misfits.getFirst().reason()));
    }

    private static Malformed malformed(String name, String found, String field, String wanted) {
        return new Malformed(
                name,
                "json: cannot unmarshal " + found + " into Go struct field Warehouse.spec" + field + " of type "
                        + wanted);
    }

    /// The reason told from the Warehouse's point of view.
    private static String inWarehouse(String type, String reason) {
        return reason.replaceFirst("Go struct field \\w+\\.", "Go struct field Warehouse.spec." + type + ".");
    }

    /// The limit that counts where `given` is written.
    static int limit(long given) {
        return given == 0 ? DEFAULT_LIMIT : (int) Math.max(0, Math.min(given, Integer.MAX_VALUE));
    }
}
