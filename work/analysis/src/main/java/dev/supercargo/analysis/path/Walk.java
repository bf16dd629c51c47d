package dev.supercargo.analysis.path;

import com.google.re2j.Pattern;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Walks a document along steps.
final class Walk {
    private Walk() {}

    static List<@Nullable Object> from(@Nullable Object root, @Nullable Object start, List<Step> steps) {
        List<@Nullable Object> here = new ArrayList<>();
        here.add(start);
        for (Step step : steps) {
            var next = new ArrayList<@Nullable Object>();
            for (Object value : here) {
                walk(root, value, step, next);
            }
            // A member may be missing in some of the values, but not in all.
            if (step instanceof Step.Member(var names) && next.isEmpty() && !here.isEmpty()) {
                throw new JsonPathException(names.getFirst() + " is not found");
            }
            here = next;
        }
        return here;
    }

    private static void walk(@Nullable Object root, @Nullable Object value, Step step, List<@Nullable Object> into) {
        switch (step) {
            case Step.Member(var names) -> names.forEach(name -> member(value, name, into));
            case Step.Element(var places) -> places.forEach(place -> into.add(element(value, place)));
            case Step.Slice(var from, var to, var stride) -> slice(value, from, to, stride, into);
            case Step.All _ -> into.addAll(inside(value));
            case Step.Descend _ -> descend(value, into);
            case Step.Filter filter -> {
                for (Object element : inside(value)) {
                    if (holds(root, element, filter)) {
                        into.add(element);
                    }
                }
            }
        }
    }

    private static void member(@Nullable Object value, String name, List<@Nullable Object> into) {
        if (value instanceof Map<?, ?> map && map.containsKey(name)) {
            into.add(map.get(name));
        }
    }

    private static @Nullable Object element(@Nullable Object value, int place) {
        if (!(value instanceof List<?> list)) {
            throw new JsonPathException(Json.kindOf(value) + " is not array or slice");
        }
        int index = place < 0 ? place + list.size() : place;
        if (index < 0 || index >= list.size()) {
            throw new JsonPathException("array index out of bounds: index " + place + ", length " + list.size());
        }
        return list.get(index);
    }

    private static void slice(
            @Nullable Object value,
            Optional<Integer> from,
            Optional<Integer> to,
            int stride,
            List<@Nullable Object> into) {
        if (!(value instanceof List<?> list)) {
            throw new JsonPathException(Json.kindOf(value) + " is not array or slice");
        }
        int start = bounded(from.orElse(0), list.size());
        int end = bounded(to.orElse(list.size()), list.size());
        for (int i = start; i < end; i += stride) {
            into.add(list.get(i));
        }
    }

    private static int bounded(int place, int size) {
        return Math.clamp(place < 0 ? place + size : place, 0, size);
    }

    private static Collection<? extends @Nullable Object> inside(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> map.values();
            case List<?> list -> list;
            case null, default -> List.of();
        };
    }

    private static void descend(@Nullable Object value, List<@Nullable Object> into) {
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            into.add(value);
            inside(value).forEach(inner -> descend(inner, into));
        }
    }

    private static boolean holds(@Nullable Object root, @Nullable Object element, Step.Filter filter) {
        List<@Nullable Object> left = operand(root, element, filter.left());
        if (filter.operator().equals("exists")) {
            return !left.isEmpty();
        }
        List<@Nullable Object> right = operand(root, element, filter.right());
        return left.size() == 1 && right.size() == 1 && compare(left.getFirst(), filter.operator(), right.getFirst());
    }

    /// Where a path leads nowhere, the element simply does not fit.
    private static List<@Nullable Object> operand(
            @Nullable Object root, @Nullable Object element, Step.Operand operand) {
        return switch (operand) {
            case Step.Operand.Constant(var value) -> List.of(value);
            case Step.Operand.None _ -> List.of();
            case Step.Operand.Path(var steps) -> {
                try {
                    yield from(root, element, steps);
                } catch (JsonPathException _) {
                    yield List.of();
                }
            }
        };
    }

    private static boolean compare(@Nullable Object left, String operator, @Nullable Object right) {
        if (operator.equals("=~")) {
            return left instanceof String text
                    && right instanceof String expression
                    && Pattern.compile(expression).matcher(text).find();
        }
        if (operator.equals("==") || operator.equals("!=")) {
            return Json.same(left, right) == operator.equals("==");
        }
        int order;
        if (left instanceof Number a && right instanceof Number b) {
            order = Double.compare(a.doubleValue(), b.doubleValue());
        } else if (left instanceof String a && right instanceof String b) {
            order = a.compareTo(b);
        } else {
            return false;
        }
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }
}
