package dev.supercargo.kube.apiserver.patch;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A list that patches merge: its elements are known by a key, or (where the key is empty) by their value.
record MergeList(String key) {
    static MergeList of(StructuralSchema schema) {
        return new MergeList(schema.patchMergeKey());
    }

    /// Merges one element with its change.
    interface Merge {
        Object of(Map<String, Object> element, Map<String, Object> change);
    }

    /// The elements of a patch that are no directives.
    List<Object> ordinary(List<Object> patch) {
        return patch.stream().filter(element -> !isDirective(element)).toList();
    }

    private static boolean isDirective(@Nullable Object element) {
        return element instanceof Map<?, ?> map && map.containsKey(StrategicMergePatch.PATCH);
    }

    /// All elements, those of the list first; the order is settled by [#inOrder].
    List<Object> merged(List<Object> live, List<Object> patch, Merge merge, UnaryOperator<Object> bare) {
        var result = new ArrayList<>(live);
        for (Object element : patch) {
            if (element instanceof List<?>) {
                throw Patch.failed(); // lists of lists are not merged
            }
            if (isDirective(element)) {
                direct(result, Json.asObject(element));
            }
        }
        for (Object element : ordinary(patch)) {
            Object id = id(element);
            int at = indexOf(result, id);
            if (at < 0) {
                result.add(bare.apply(element));
            } else if (!key.isEmpty()) {
                result.set(at, merge.of(Json.asObject(result.get(at)), Json.asObject(element)));
            }
        }
        return result;
    }

    private void direct(List<Object> result, Map<String, Object> directive) {
        Object what = directive.get(StrategicMergePatch.PATCH);
        switch (Objects.toString(what)) {
            case "replace" -> result.clear();
            case "delete" -> {
                Object id = id(directive);
                result.removeIf(element -> Json.same(idOrNull(element), id));
            }
            default -> throw ApiError.badRequest("unknown patch type: " + what);
        }
    }

    /// The old places, when some elements are gone and new ones have come: the first of these take the
    /// places that the others left at the end. (Servers edit the list in place, and then sort by what stands
    /// there.)
    List<Object> placesAfter(List<Object> before, List<Object> merged) {
        var places = new ArrayList<Object>();
        merged.stream()
                .filter(element -> indexOf(before, idOrNull(element)) >= 0)
                .forEach(places::add);
        merged.stream()
                .filter(element -> indexOf(before, idOrNull(element)) < 0)
                .forEach(places::add);
        return places.subList(0, Math.min(places.size(), before.size()));
    }

    /// Elements that the order names come in that order; the others keep their places among those that were
    /// there before. An element of the order that was not there before comes as early as it can.
    List<Object> inOrder(List<Object> elements, List<Object> order, List<Object> before) {
        List<Object> named = sorted(elements, order, true);
        List<Object> others = sorted(elements, order, false);
        others.sort((a, b) -> Integer.compare(indexOf(before, idOrNull(a)), indexOf(before, idOrNull(b))));
        var result = new ArrayList<Object>(elements.size());
        int next = 0;
        for (Object element : named) {
            int place = indexOf(before, idOrNull(element));
            while (next < others.size()
                    && place >= 0
                    && indexOf(before, idOrNull(others.get(next))) >= 0
                    && indexOf(before, idOrNull(others.get(next))) < place) {
                result.add(others.get(next++));
            }
            result.add(element);
        }
        result.addAll(others.subList(next, others.size()));
        return result;
    }

    /// The elements that the order names (or does not), sorted by it.
    private List<Object> sorted(List<Object> elements, List<Object> order, boolean named) {
        var some = new ArrayList<>(elements.stream()
                .filter(element -> (indexOf(order, idOrNull(element)) >= 0) == named)
                .toList());
        if (named) {
            some.sort((a, b) -> Integer.compare(indexOf(order, idOrNull(a)), indexOf(order, idOrNull(b))));
        }
        return some;
    }

    /// Refuses an order that names the patch's elements otherwise than the patch does.
    void checkOrder(List<Object> patch, List<Object> order) {
        int last = -1;
        for (Object element : order.isEmpty() ? List.of() : ordinary(patch)) {
            int at = indexOf(order, id(element));
            if (at <= last) {
                throw ApiError.badRequest("The order in patch list:\n" + StrategicMergePatch.shown(patch)
                        + "\n doesn't match $setElementOrder list:\n" + StrategicMergePatch.shown(order) + "\n");
            }
            last = at;
        }
    }

    private int indexOf(List<Object> elements, @Nullable Object id) {
        for (int i = 0; i < elements.size(); i++) {
            if (Json.same(idOrNull(elements.get(i)), id)) {
                return i;
            }
        }
        return -1;
    }

    private @Nullable Object idOrNull(@Nullable Object element) {
        if (key.isEmpty()) {
            return element;
        }
        return element instanceof Map<?, ?> map ? map.get(key) : null;
    }

    private Object id(@Nullable Object element) {
        Object id = idOrNull(element);
        if (id == null) {
            throw ApiError.badRequest(
                    "map: " + StrategicMergePatch.shown(element) + " does not contain declared merge key: " + key);
        }
        return id;
    }
}
