package dev.supercargo.expr.run;

import dev.supercargo.expr.value.Equality;
import dev.supercargo.expr.value.ObjectValue;
import dev.supercargo.expr.value.Order;
import dev.supercargo.expr.value.Sequence;
import dev.supercargo.expr.value.ValueException;
import dev.supercargo.expr.value.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Builtins on lists.
final class ListBuiltins {
    private ListBuiltins() {}

    static Object length(Inputs in) {
        return switch (in.get(0)) {
            case List<?> list -> (long) list.size();
            case Map<?, ?> map -> (long) map.size();
            case String text -> (long) text.codePointCount(0, text.length());
            case null, default -> throw in.invalid(in.get(0));
        };
    }

    /// Nil for whatever has no such element.
    static @Nullable Object end(Inputs in, long index) {
        Object list = in.get(0);
        boolean indexed = list instanceof List<?> || list instanceof String;
        try {
            return indexed ? Access.fetch(list, index) : null;
        } catch (ValueException e) {
            return null;
        }
    }

    static @Nullable Object get(Inputs in) {
        Object key = in.get(1);
        return switch (in.get(0)) {
            case List<?> list -> {
                long index = Access.toIndex(key);
                long place = index < 0 ? list.size() + index : index;
                yield place < 0 || place >= list.size() ? null : Values.of(list.get((int) place));
            }
            case Map<?, ?> map -> Access.isIn(key, map) ? Access.fetch(map, key) : null;
            case ObjectValue object -> throw new ValueException("type " + object.type() + " does not support indexing");
            case null, default -> null;
        };
    }

    private static List<?> list(Inputs in, int index, String complaint) {
        if (in.get(index) instanceof List<?> list) {
            return list;
        }
        throw new ValueException(complaint + Values.kindName(in.get(index)));
    }

    static Object take(Inputs in) {
        List<?> list = list(in, 0, "cannot take from ");
        if (!(in.get(1) instanceof Long count)) {
            throw new ValueException("cannot take " + Values.kindName(in.get(1)) + " elements");
        }
        if (count < 0) {
            throw new ValueException("cannot take " + count + " elements");
        }
        int end = (int) Math.min(count, list.size());
        return list instanceof Sequence sequence ? sequence.part(0, end) : list.subList(0, end);
    }

    private static Object charged(Inputs in, List<@Nullable Object> list) {
        in.run().charge(list.size());
        return Collections.unmodifiableList(list);
    }

    static Object concat(Inputs in) {
        var all = new ArrayList<@Nullable Object>();
        for (int i = 0; i < in.values().size(); i++) {
            all.addAll(list(in, i, "cannot concat "));
        }
        return all.isEmpty() ? Sequence.NIL : charged(in, all);
    }

    static Object flatten(Inputs in) {
        var all = new ArrayList<@Nullable Object>();
        Leaves.of(list(in, 0, "cannot flatten "), all::add);
        return charged(in, all);
    }

    static Object uniq(Inputs in) {
        var kept = new ArrayList<@Nullable Object>();
        for (Object given : list(in, 0, "cannot uniq ")) {
            Object item = Values.of(given);
            boolean known = false;
            for (int i = 0; i < kept.size() && !known; i++) {
                in.run().step();
                known = Equality.equal(item, kept.get(i));
            }
            if (!known) {
                kept.add(item);
            }
        }
        return Collections.unmodifiableList(kept);
    }

    static Object reverse(Inputs in) {
        return charged(
                in,
                new ArrayList<@Nullable Object>(list(in, 0, "cannot reverse ").reversed()));
    }

    static Object sort(Inputs in) {
        if (!(in.get(0) instanceof List<?> given)) {
            return Sequence.NIL;
        }
        String order = in.text(1, "asc");
        if (!order.equals("asc") && !order.equals("desc")) {
            throw new ValueException("invalid order " + order + ", expected asc or desc");
        }
        var items = new ArrayList<@Nullable Object>(given.size());
        given.forEach(item -> items.add(Values.of(item)));
        in.run().charge(items.size());
        boolean descending = order.equals("desc");
        int[] places = Sorting.order(
                items.size(),
                (a, b) -> descending
                        ? Order.less(items.get(b), items.get(a), "<")
                        : Order.less(items.get(a), items.get(b), "<"));
        return Sorting.arranged(items, places);
    }
}
