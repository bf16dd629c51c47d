package dev.supercargo.kube.apiserver.patch;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Carries out strategic merge patches (`kubernetes-api.md` 5.3): maps are merged; lists are merged where
/// the schema says so (`x-kubernetes-patch-strategy: merge`), by key or by value, else replaced; keys that
/// begin with `$` direct.
public final class StrategicMergePatch {
    static final String PATCH = "$patch";
    private static final String RETAIN = "$retainKeys";
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE = "$deleteFromPrimitiveList/";

    private StrategicMergePatch() {}

    /// The object after the patch; neither argument is changed.
    ///
    /// @throws ApiError 400 for a malformed directive, 422 where the result is no object of this kind
    static Map<String, Object> apply(Map<String, Object> object, Map<String, Object> patch, StructuralSchema schema) {
        Map<String, Object> result = map(Json.copy(object), Json.copy(patch), schema);
        misfit(result, schema).ifPresent(why -> {
            throw Patch.unfit(shown(patch), why);
        });
        return result;
    }

    /// A patch as refusals show it: `map[data:map[a:1] list:[x y]]`, keys sorted.
    public static String shown(@Nullable Object tree) {
        return switch (tree) {
            case null -> "<nil>";
            case Map<?, ?> map ->
                new TreeMap<>(Json.asObject(map))
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + ":" + shown(entry.getValue()))
                                .collect(Collectors.joining(" ", "map[", "]"));
            case List<?> list ->
                list.stream().map(StrategicMergePatch::shown).collect(Collectors.joining(" ", "[", "]"));
            default -> tree instanceof String text ? text : Json.print(tree);
        };
    }

    /// The merged map; empty where the patch deletes it.
    private static Map<String, Object> map(
            Map<String, Object> live, Map<String, Object> patch, StructuralSchema schema) {
        if (patch.containsKey(PATCH)) {
            Object directive = patch.remove(PATCH);
            switch (Objects.toString(directive)) {
                case "replace" -> {
                    return patch;
                }
                case "delete" -> {
                    return new LinkedHashMap<>();
                }
                case "merge" -> {
                    // what happens anyway
                }
                default -> throw ApiError.badRequest("unknown patch type: " + directive);
            }
        }
        retain(live, patch);
        Map<String, Object> orders = taken(patch, ORDER);
        Map<String, Object> deletions = taken(patch, DELETE);
        patch.forEach((key, wanted) -> {
            StructuralSchema child = schema.property(key).orElseGet(StructuralSchema::any);
            member(live, key, wanted, child, orders.remove(key));
        });
        orders.forEach((key, order) -> {
            if (live.get(key) instanceof List<?> list) {
                StructuralSchema child = schema.property(key).orElseGet(StructuralSchema::any);
                live.put(key, MergeList.of(child).inOrder(Json.asList(list), asOrder(order), Json.asList(list)));
            }
        });
        deletions.forEach((key, values) -> delete(live, key, values));
        return live;
    }

    private static void retain(Map<String, Object> live, Map<String, Object> patch) {
        if (!patch.containsKey(RETAIN)) {
            return;
        }
        if (!(patch.remove(RETAIN) instanceof List<?> keys)) {
            throw ApiError.badRequest("invalid patch format of retainKeys");
        }
        boolean named = patch.entrySet().stream()
                .filter(entry -> entry.getValue() != null && !entry.getKey().startsWith("$"))
                .allMatch(entry -> keys.contains(entry.getKey()));
        if (!named) {
            throw ApiError.badRequest("invalid patch format of retainKeys");
        }
        live.keySet().removeIf(key -> !keys.contains(key));
    }

    /// Takes the directives of one kind out of the patch: the key that each is about, and its value.
    private static Map<String, Object> taken(Map<String, Object> patch, String prefix) {
        var found = new LinkedHashMap<String, Object>();
        for (String key : List.copyOf(patch.keySet())) {
            if (key.startsWith(prefix)) {
                Json.putNullable(found, key.substring(prefix.length()), patch.remove(key));
            }
        }
        return found;
    }

    private static void delete(Map<String, Object> live, String key, @Nullable Object values) {
        if (!(values instanceof List<?> list)) {
            throw ApiError.badRequest("invalid patch format of primitive list");
        }
        if (live.get(key) instanceof List<?> present) {
            Json.asList(present).removeIf(value -> list.stream().anyMatch(gone -> Json.same(gone, value)));
        }
    }

    private static void member(
            Map<String, Object> live,
            String key,
            @Nullable Object wanted,
            StructuralSchema schema,
            @Nullable Object order) {
        Object present = live.get(key);
        if (wanted == null) {
            live.remove(key);
        } else if (wanted instanceof Map<?, ?> changes && present instanceof Map<?, ?> old) {
            Map<String, Object> map = Json.asObject(changes);
            live.put(key, replaces(schema) ? map : map(Json.asObject(old), map, schema));
        } else if (wanted instanceof List<?> changes && present instanceof List<?> old) {
            List<Object> list = Json.asList(changes);
            live.put(key, mergesLists(schema) ? list(Json.asList(old), list, schema, order) : bare(list));
        } else {
            fresh(wanted).ifPresentOrElse(value -> live.put(key, value), () -> live.remove(key));
        }
    }

    private static List<Object> list(
            List<Object> before, List<Object> changes, StructuralSchema schema, @Nullable Object order) {
        MergeList merge = MergeList.of(schema);
        List<Object> ordered = order == null ? merge.ordinary(changes) : asOrder(order);
        if (order != null) {
            merge.checkOrder(changes, ordered);
        }
        List<Object> merged = merge.merged(
                before, changes, (element, change) -> map(element, change, schema.items()), StrategicMergePatch::bare);
        return merge.inOrder(merged, ordered, order == null ? before : merge.placesAfter(before, merged));
    }

    private static boolean mergesLists(StructuralSchema schema) {
        return List.of(schema.patchStrategy().split(",")).contains("merge");
    }

    private static boolean replaces(StructuralSchema schema) {
        return List.of(schema.patchStrategy().split(",")).contains("replace");
    }

    private static List<Object> asOrder(@Nullable Object order) {
        if (!(order instanceof List<?> list)) {
            throw ApiError.badRequest("invalid patch format of setElementOrder list");
        }
        return Json.asList(list);
    }

    private static boolean isDirective(String key) {
        return key.equals(PATCH) || key.equals(RETAIN) || key.startsWith(ORDER) || key.startsWith(DELETE);
    }

    /// A value that takes its place as it is: directives in it mean nothing, and neither do nulls in maps.
    private static Object bare(Object wanted) {
        return switch (wanted) {
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, Object>();
                Json.asObject(map).forEach((key, value) -> {
                    if (value != null && !isDirective(key)) {
                        copy.put(key, bare(value));
                    }
                });
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>();
                list.forEach(item -> copy.add(item == null ? null : bare(item)));
                yield copy;
            }
            default -> wanted;
        };
    }

    /// What the patch says about something that is not there yet: maps with `$patch` are about what is not
    /// there, and vanish.
    private static Optional<Object> fresh(Object wanted) {
        return switch (wanted) {
            case Map<?, ?> map when map.containsKey(PATCH) -> Optional.empty();
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, Object>();
                Json.asObject(map).forEach((key, value) -> {
                    if (value != null && !isDirective(key)) {
                        fresh(value).ifPresent(kept -> copy.put(key, kept));
                    }
                });
                yield Optional.of(copy);
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>();
                list.forEach(item -> {
                    if (item == null) {
                        copy.add(null);
                    } else {
                        fresh(item).ifPresent(copy::add);
                    }
                });
                yield Optional.of(copy);
            }
            default -> Optional.of(wanted);
        };
    }

    /// The first place where the value has another form than the schema, in the words of the decoder.
    /// Scalars are judged by the decoder itself.
    private static Optional<String> misfit(@Nullable Object value, StructuralSchema schema) {
        if (value == null || schema.isIntOrString()) {
            return Optional.empty();
        }
        return switch (schema.type()) {
            case "object" -> misfitOfObject(value, schema);
            case "array" -> misfitOfList(value, schema);
            default -> Optional.empty();
        };
    }

    private static Optional<String> misfitOfObject(Object value, StructuralSchema schema) {
        if (!(value instanceof Map<?, ?> map)) {
            boolean structure = !schema.properties().isEmpty();
            return Optional.of(
                    (structure ? "cannot restore struct from: " : "cannot restore map from ") + goKind(value));
        }
        return Json.asObject(map).entrySet().stream()
                .flatMap(entry ->
                        schema.property(entry.getKey()).flatMap(child -> misfit(entry.getValue(), child)).stream())
                .findFirst();
    }

    private static Optional<String> misfitOfList(Object value, StructuralSchema schema) {
        return value instanceof List<?> list
                ? list.stream()
                        .flatMap(item -> misfit(item, schema.items()).stream())
                        .findFirst()
                : Optional.of("cannot restore slice from " + goKind(value));
    }

    private static String goKind(Object value) {
        return switch (value) {
            case Map<?, ?> _ -> "map";
            case List<?> _ -> "slice";
            case String _ -> "string";
            case Boolean _ -> "bool";
            case Double _ -> "float64";
            default -> "int64";
        };
    }
}
