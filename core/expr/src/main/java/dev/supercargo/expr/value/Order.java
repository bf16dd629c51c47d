package dev.supercargo.expr.value;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The order of values: numbers, texts, times and durations, each among themselves (expressions.md B.4).
public final class Order {
    private Order() {}

    /// Whether the first comes before the second.
    ///
    /// @throws ValueException where they have no order, naming the operator
    public static boolean less(@Nullable Object a, @Nullable Object b, String operator) {
        return switch (operator) {
            case "<" -> compare(a, b, operator) < 0;
            case ">" -> compare(a, b, operator) == 1;
            case "<=" -> compare(a, b, operator) <= 0;
            default -> {
                int order = compare(a, b, operator);
                yield order == 0 || order == 1;
            }
        };
    }

    /// Negative, zero, positive; 2 where one is no number.
    private static int compare(@Nullable Object a, @Nullable Object b, String operator) {
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        if (Arithmetic.isNumber(a) && Arithmetic.isNumber(b)) {
            if (Arithmetic.isInteger(a) && Arithmetic.isInteger(b)) {
                return Long.compare(Arithmetic.toLong(a), Arithmetic.toLong(b));
            }
            double x = Arithmetic.toDouble(a);
            double y = Arithmetic.toDouble(b);
            return x < y ? -1 : x > y ? 1 : x == y ? 0 : 2;
        }
        if (a instanceof String x && b instanceof String y) {
            return Integer.signum(Utf8.compare(x, y));
        }
        if (a instanceof Moment x && b instanceof Moment y) {
            return Integer.signum(x.instant().compareTo(y.instant()));
        }
        if (a instanceof Duration x && b instanceof Duration y) {
            return Integer.signum(x.compareTo(y));
        }
        throw new ValueException(
                "invalid operation: " + Values.typeName(a) + " " + operator + " " + Values.typeName(b));
    }

    /// A total order of the keys of a map, for printing.
    static int ofKeys(@Nullable Object a, @Nullable Object b) {
        if (a instanceof String x && b instanceof String y) {
            return Utf8.compare(x, y);
        }
        int rank = Integer.compare(rank(a), rank(b));
        if (rank != 0) {
            return rank;
        }
        if (Arithmetic.isNumber(a) && Arithmetic.isNumber(b)) {
            return Double.compare(Arithmetic.toDouble(a), Arithmetic.toDouble(b));
        }
        return Utf8.compare(GoText.of(a), GoText.of(b));
    }

    private static int rank(@Nullable Object key) {
        return switch (key) {
            case null -> 0;
            case Long _ -> 1;
            case UInt _ -> 2;
            case Double _ -> 3;
            case String _ -> 4;
            case Boolean _ -> 5;
            default -> 6;
        };
    }
}
