package dev.supercargo.expr.run;

import dev.supercargo.expr.value.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stable merge sort of places. It bears orders that contradict themselves (NaN), which `List.sort` refuses.
final class Sorting {
    /// Whether the element at one place comes before that at another.
    @FunctionalInterface
    interface Less {
        boolean test(int a, int b);
    }

    private Sorting() {}

    /// The places in sorted order.
    static int[] order(int size, Less less) {
        int[] from = new int[size];
        int[] to = new int[size];
        for (int i = 0; i < size; i++) {
            from[i] = i;
        }
        for (int width = 1; width < size; width *= 2) {
            for (int start = 0; start < size; start += 2 * width) {
                merge(from, to, start, Math.min(start + width, size), Math.min(start + 2 * width, size), less);
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static void merge(int[] from, int[] to, int start, int middle, int end, Less less) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeRight = left >= middle || (right < end && less.test(from[right], from[left]));
            to[i] = takeRight ? from[right++] : from[left++];
        }
    }

    /// The elements in the order of places.
    static List<@Nullable Object> arranged(List<?> items, int[] places) {
        var sorted = new ArrayList<@Nullable Object>(places.length);
        for (int place : places) {
            sorted.add(Values.of(items.get(place)));
        }
        return Collections.unmodifiableList(sorted);
    }
}
