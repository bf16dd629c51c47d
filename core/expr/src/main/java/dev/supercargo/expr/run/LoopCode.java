package dev.supercargo.expr.run;

import dev.supercargo.expr.syntax.Node;
import dev.supercargo.expr.value.Arithmetic;
import dev.supercargo.expr.value.Dictionary;
import dev.supercargo.expr.value.Order;
import dev.supercargo.expr.value.Type;
import dev.supercargo.expr.value.ValueException;
import dev.supercargo.expr.value.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The code of builtins that apply a predicate to each element of a list (expressions.md B.5, B.6).
final class LoopCode {
    /// A predicate's body and the slots it reads.
    record Body(Code code, Scopes.Pointers pointers) {
        @Nullable
        Object apply(Run run, @Nullable Object element, long index) {
            run.step();
            run.slots[pointers.element()] = Values.of(element);
            run.slots[pointers.index()] = index;
            return code.run(run);
        }

        boolean test(Run run, @Nullable Object element, long index) {
            return Access.truth(apply(run, element, index));
        }
    }

    /// What a builtin does with a list.
    @FunctionalInterface
    private interface Loop {
        @Nullable
        Object over(Run run, List<?> list);
    }

    private final Translator translator;

    LoopCode(Translator translator) {
        this.translator = translator;
    }

    /// The list of a call, checked to be one.
    Code list(Node.Builtin node) {
        return translator.translate(node.arguments().getFirst());
    }

    /// The predicate of a call.
    Body body(Node.Builtin node) {
        Scopes.Pointers pointers = translator.scopes().enter();
        Code code = translator.translate(node.arguments().get(1));
        translator.scopes().leave();
        return new Body(code, pointers);
    }

    Code translate(Node.Builtin node) {
        Code list = list(node);
        boolean plain = node.arguments().size() < 2;
        return switch (node.name()) {
            case "count" -> loop(node, list, plain ? LoopCode::countTrue : counting(body(node)));
            case "sum" -> loop(node, list, plain ? LoopCode::sum : summing(body(node)));
            case "sortBy" -> sorting(node, list);
            case "reduce" -> reducing(node, list);
            default -> loop(node, list, of(node.name(), body(node)));
        };
    }

    private static Loop of(String name, Body body) {
        return switch (name) {
            case "all" -> (run, list) -> find(run, list, body, false) < 0;
            case "none" -> (run, list) -> find(run, list, body, true) < 0;
            case "any" -> (run, list) -> find(run, list, body, true) >= 0;
            case "one" -> (run, list) -> count(run, list, body, Long.MAX_VALUE) == 1;
            case "filter" -> (run, list) -> filtered(run, list, body);
            case "map" -> (run, list) -> mapped(run, list, body);
            case "find" -> (run, list) -> at(list, find(run, list, body, true));
            case "findIndex" -> (run, list) -> index(find(run, list, body, true));
            case "findLast" -> (run, list) -> at(list, findLast(run, list, body));
            case "findLastIndex" -> (run, list) -> index(findLast(run, list, body));
            case "groupBy" -> (run, list) -> grouped(run, list, body);
            default -> throw new IllegalStateException("no builtin with a predicate: " + name);
        };
    }

    private static Code loop(Node.Builtin node, Code list, Loop loop) {
        String name = node.name();
        return new Guarded(node.position(), run -> loop.over(run, Access.list(list.run(run), name)));
    }

    /// The first place where the predicate has this outcome, or -1.
    static int find(Run run, List<?> list, Body body, boolean outcome) {
        int size = list.size();
        for (int i = 0; i < size; i++) {
            if (body.test(run, list.get(i), i) == outcome) {
                return i;
            }
        }
        return -1;
    }

    static int findLast(Run run, List<?> list, Body body) {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (body.test(run, list.get(i), i)) {
                return i;
            }
        }
        return -1;
    }

    static @Nullable Object at(List<?> list, int place) {
        return place < 0 ? null : Values.of(list.get(place));
    }

    private static @Nullable Object index(int place) {
        return place < 0 ? null : (long) place;
    }

    /// How many elements satisfy the predicate; counting ends when there are more than `enough`.
    static long count(Run run, List<?> list, Body body, long enough) {
        long count = 0;
        int size = list.size();
        for (int i = 0; i < size && count <= enough; i++) {
            if (body.test(run, list.get(i), i)) {
                count++;
            }
        }
        return count;
    }

    private static Loop counting(Body body) {
        return (run, list) -> count(run, list, body, Long.MAX_VALUE);
    }

    private static Object countTrue(Run run, List<?> list) {
        long count = 0;
        for (Object item : list) {
            run.step();
            if (Access.truth(Values.of(item))) {
                count++;
            }
        }
        return count;
    }

    private static Object sum(Run run, List<?> list) {
        Object sum = 0L;
        for (Object item : list) {
            run.step();
            sum = Arithmetic.add(Values.of(item), sum);
        }
        return sum;
    }

    private static Loop summing(Body body) {
        return (run, list) -> {
            Object sum = 0L;
            int size = list.size();
            for (int i = 0; i < size; i++) {
                sum = Arithmetic.add(body.apply(run, list.get(i), i), sum);
            }
            return sum;
        };
    }

    private static Object filtered(Run run, List<?> list, Body body) {
        var kept = new ArrayList<@Nullable Object>();
        int size = list.size();
        for (int i = 0; i < size; i++) {
            Object item = list.get(i);
            if (body.test(run, item, i)) {
                kept.add(Values.of(item));
            }
        }
        run.charge(kept.size());
        return Collections.unmodifiableList(kept);
    }

    private static Object mapped(Run run, List<?> list, Body body) {
        var results = new ArrayList<@Nullable Object>();
        int size = list.size();
        for (int i = 0; i < size; i++) {
            results.add(body.apply(run, list.get(i), i));
        }
        run.charge(results.size());
        return Collections.unmodifiableList(results);
    }

    private static Object grouped(Run run, List<?> list, Body body) {
        Map<@Nullable Object, List<@Nullable Object>> groups = new LinkedHashMap<>();
        int size = list.size();
        for (int i = 0; i < size; i++) {
            Object item = list.get(i);
            Object key = body.apply(run, item, i);
            if (key instanceof List<?> || key instanceof Map<?, ?>) {
                throw new ValueException("cannot group by a value of type " + Values.typeName(key));
            }
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(Values.of(item));
        }
        return Dictionary.of(Type.groups(Type.UNKNOWN), groups);
    }

    private Code sorting(Node.Builtin node, Code list) {
        Body body = body(node);
        Code order = node.arguments().size() > 2
                ? translator.translate(node.arguments().get(2))
                : new Code.Constant("asc");
        return new Guarded(node.position(), run -> {
            List<?> items = Access.list(list.run(run), "sortBy");
            var keys = new ArrayList<@Nullable Object>(items.size());
            for (int i = 0; i < items.size(); i++) {
                keys.add(body.apply(run, items.get(i), i));
            }
            boolean descending = isDescending(order.run(run));
            run.charge(items.size());
            int[] places = Sorting.order(
                    items.size(),
                    (a, b) -> descending
                            ? Order.less(keys.get(b), keys.get(a), "<")
                            : Order.less(keys.get(a), keys.get(b), "<"));
            return Sorting.arranged(items, places);
        });
    }

    private static boolean isDescending(@Nullable Object order) {
        if (!(order instanceof String word)) {
            throw new ValueException("sortBy order argument must be a string");
        }
        return switch (word) {
            case "asc" -> false;
            case "desc" -> true;
            default -> throw new ValueException("unknown order, use asc or desc");
        };
    }

    private Code reducing(Node.Builtin node, Code list) {
        Body body = body(node);
        Code initial = node.arguments().size() > 2
                ? translator.translate(node.arguments().get(2))
                : null;
        int accumulator = body.pointers().accumulator();
        return new Guarded(node.position(), run -> {
            List<?> items = Access.list(list.run(run), "reduce");
            int start = 0;
            Object value;
            if (initial != null) {
                value = initial.run(run);
            } else if (items.isEmpty()) {
                throw new ValueException("reduce of empty array with no initial value");
            } else {
                value = Values.of(items.getFirst());
                start = 1;
            }
            for (int i = start; i < items.size(); i++) {
                run.slots[accumulator] = value;
                value = body.apply(run, items.get(i), i);
            }
            return value;
        });
    }
}
