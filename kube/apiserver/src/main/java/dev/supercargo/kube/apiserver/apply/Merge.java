package dev.supercargo.kube.apiserver.apply;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The stored object with an applied configuration laid over it.
final class Merge {
    private Merge() {}

    static Map<String, Object> of(SchemaNode root, Map<String, Object> live, Map<String, Object> config) {
        return Json.asObject(value(root, live, config));
    }

    private static @Nullable Object value(SchemaNode node, @Nullable Object live, @Nullable Object config) {
        SchemaNode.Shape shape = node.shape(config);
        if (config == null && node.shape(live) != SchemaNode.Shape.LEAF) {
            return Json.copyOf(live); // nothing is laid over what is divided: its parts may be others'
        }
        if (shape != node.shape(live)) {
            return Json.copyOf(config);
        }
        return switch (shape) {
            case MAP -> map(node, Json.asObject(live), Json.asObject(config));
            case KEYED_LIST, SET -> list(node, live, config);
            case LEAF -> Json.copyOf(config);
        };
    }

    private static Map<String, Object> map(SchemaNode node, Map<String, Object> live, Map<String, Object> config) {
        var merged = new LinkedHashMap<String, Object>();
        live.forEach((name, item) -> {
            if (!config.containsKey(name)) {
                Json.putNullable(merged, name, Json.copyOf(item));
            } else {
                Json.putNullable(merged, name, field(node, name, item, config.get(name)));
            }
        });
        config.forEach((name, item) -> {
            if (!live.containsKey(name)) {
                Json.putNullable(merged, name, Json.copyOf(item));
            }
        });
        return merged;
    }

    private static @Nullable Object field(
            SchemaNode node, String name, @Nullable Object live, @Nullable Object config) {
        Optional<SchemaNode> field = node.field(name);
        return field.isPresent() ? value(field.get(), live, config) : Json.copyOf(config);
    }

    /// Walks both lists at once. *Next* is the first configured element that is also stored and not yet
    /// emitted: stored elements that the configuration places elsewhere wait for it.
    private static List<@Nullable Object> list(SchemaNode node, @Nullable Object live, @Nullable Object config) {
        Map<PathElement, SchemaNode.Part> stored = node.parts(live);
        Map<PathElement, SchemaNode.Part> wanted = node.parts(config);
        List<PathElement> left = List.copyOf(stored.keySet());
        List<PathElement> right = List.copyOf(wanted.keySet());
        List<PathElement> shared =
                new ArrayList<>(right.stream().filter(stored::containsKey).toList());
        var order = new ArrayList<PathElement>();
        int i = 0;
        int j = 0;
        while (i < left.size() || j < right.size()) {
            Optional<PathElement> here = i < left.size() ? Optional.of(left.get(i)) : Optional.empty();
            boolean configLeft = j < right.size();
            if (here.isPresent() && configLeft && here.get().equals(right.get(j))) {
                order.add(here.get());
                shared.remove(here.get());
                i++;
                j++;
            } else if (here.isPresent() && !wanted.containsKey(here.get())) {
                order.add(here.get());
                i++;
            } else if (here.isPresent() && (!configLeft || !isNext(shared, here.get()))) {
                i++; // comes (or came) where the configuration has it
            } else {
                PathElement element = right.get(j++);
                order.add(element);
                shared.remove(element);
            }
        }
        var merged = new ArrayList<@Nullable Object>();
        for (PathElement element : order) {
            merged.add(element(node, stored.get(element), wanted.get(element)));
        }
        return merged;
    }

    private static boolean isNext(List<PathElement> shared, PathElement element) {
        return !shared.isEmpty() && shared.getFirst().equals(element);
    }

    private static @Nullable Object element(
            SchemaNode node, SchemaNode.@Nullable Part live, SchemaNode.@Nullable Part config) {
        if (config == null) {
            return live == null ? null : Json.copyOf(live.value());
        }
        return live == null ? Json.copyOf(config.value()) : value(node.element(), live.value(), config.value());
    }
}
