package dev.supercargo.expr.run;

import dev.supercargo.expr.value.ValueException;
import dev.supercargo.expr.value.Values;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The elements of a list that are no lists themselves, from nested lists too, without recursion.
final class Leaves {
    /// The deepest nesting (expressions.md B.8).
    private static final int MAX_DEPTH = 10_000;

    private Leaves() {}

    static void of(List<?> list, Consumer<@Nullable Object> leaf) {
        Deque<Iterator<?>> open = new ArrayDeque<>();
        open.push(list.iterator());
        while (!open.isEmpty()) {
            Iterator<?> here = open.element();
            if (!here.hasNext()) {
                open.pop();
                continue;
            }
            Object item = Values.of(here.next());
            if (item instanceof List<?> nested) {
                if (open.size() >= MAX_DEPTH) {
                    throw new ValueException("recursion depth exceeded");
                }
                open.push(nested.iterator());
            } else {
                leaf.accept(item);
            }
        }
    }
}
