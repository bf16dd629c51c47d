package dev.supercargo.expr.value;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When two values are equal (expressions.md B.4): numbers by value across types, lists element by element, maps
/// strictly, nil and whatever counts as nil among themselves.
public final class Equality {
    private Equality() {}

    /// `a == b`
    public static boolean equal(@Nullable Object a, @Nullable Object b) {
        return equal(a, b, 0);
    }

    private static boolean equal(@Nullable Object givenA, @Nullable Object givenB, int depth) {
        Object a = Values.of(givenA);
        Object b = Values.of(givenB);
        if (a instanceof String x) {
            return x.equals(b);
        }
        if (Arithmetic.isNumber(a) && Arithmetic.isNumber(b)) {
            return numbers(a, b);
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return lists(x, y, depth);
        }
        if (a instanceof Moment x && b instanceof Moment y) {
            return x.instant().equals(y.instant());
        }
        if (a instanceof Duration x && b instanceof Duration y) {
            return x.equals(y);
        }
        if (Values.isNil(a) && Values.isNil(b)) {
            return true;
        }
        return strict(a, b, depth);
    }

    private static boolean numbers(@Nullable Object a, @Nullable Object b) {
        if (Arithmetic.isInteger(a) && Arithmetic.isInteger(b)) {
            return Arithmetic.toLong(a) == Arithmetic.toLong(b);
        }
        return Arithmetic.toDouble(a) == Arithmetic.toDouble(b);
    }

    private static boolean lists(List<?> x, List<?> y, int depth) {
        Depth.check(depth);
        if (x.size() != y.size()) {
            return false;
        }
        for (int i = 0; i < x.size(); i++) {
            if (!equal(x.get(i), y.get(i), depth + 1)) {
                return false;
            }
        }
        return true;
    }

    /// Equal in type and value, all the way down.
    private static boolean strict(@Nullable Object givenA, @Nullable Object givenB, int depth) {
        Depth.check(depth);
        Object a = Values.of(givenA);
        Object b = Values.of(givenB);
        if (a == null || b == null) {
            return a == null && b == null;
        }
        if (!Values.typeName(a).equals(Values.typeName(b)) || Values.isNil(a) != Values.isNil(b)) {
            return false;
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.size() == y.size()
                    && x.entrySet().stream()
                            .allMatch(e ->
                                    y.containsKey(e.getKey()) && strict(e.getValue(), y.get(e.getKey()), depth + 1));
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            if (x.size() != y.size()) {
                return false;
            }
            for (int i = 0; i < x.size(); i++) {
                if (!strict(x.get(i), y.get(i), depth + 1)) {
                    return false;
                }
            }
            return true;
        }
        if (a instanceof Double x && b instanceof Double y) {
            return x.doubleValue() == y.doubleValue();
        }
        return a.equals(b);
    }
}
