package dev.supercargo.expr.value;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Operators on numbers, texts, times and durations (expressions.md B.4). Integers wrap at 64 bits.
public final class Arithmetic {
    private Arithmetic() {}

    static boolean isInteger(@Nullable Object value) {
        return value instanceof Long || value instanceof UInt;
    }

    /// Whether it is a plain number.
    public static boolean isNumber(@Nullable Object value) {
        return value instanceof Long || value instanceof Double || value instanceof UInt;
    }

    static long toLong(@Nullable Object number) {
        return switch (number) {
            case Long plain -> plain;
            case UInt unsigned -> unsigned.bits();
            case null, default -> throw new IllegalStateException("no integer: " + number);
        };
    }

    /// The nearest double of a number.
    public static double toDouble(@Nullable Object number) {
        return switch (number) {
            case Long plain -> plain;
            case Double plain -> plain;
            case UInt unsigned -> unsigned.toDouble();
            case null, default -> throw new IllegalStateException("no number: " + number);
        };
    }

    /// `a + b`
    public static Object add(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            return x + y;
        }
        if (a instanceof String x && b instanceof String y) {
            return Utf8.concat(x, y);
        }
        if (isNumber(a) && isNumber(b)) {
            return isInteger(a) && isInteger(b)
                    ? (Object) (toLong(a) + toLong(b))
                    : (Object) (toDouble(a) + toDouble(b));
        }
        if (a instanceof Moment time && b instanceof Duration length) {
            return time.plus(length);
        }
        if (a instanceof Duration length && b instanceof Moment time) {
            return time.plus(length);
        }
        if (a instanceof Duration x && b instanceof Duration y) {
            return Duration.ofNanos(x.toNanos() + y.toNanos());
        }
        throw undefined(a, "+", b);
    }

    /// `a - b`
    public static Object subtract(@Nullable Object a, @Nullable Object b) {
        if (isNumber(a) && isNumber(b)) {
            return isInteger(a) && isInteger(b)
                    ? (Object) (toLong(a) - toLong(b))
                    : (Object) (toDouble(a) - toDouble(b));
        }
        if (a instanceof Moment time && b instanceof Duration length) {
            return new Moment(time.instant().minus(length), time.zone());
        }
        if (a instanceof Moment x && b instanceof Moment y) {
            return x.since(y);
        }
        if (a instanceof Duration x && b instanceof Duration y) {
            return Duration.ofNanos(x.toNanos() - y.toNanos());
        }
        throw undefined(a, "-", b);
    }

    /// `a * b`; a float times a duration is a plain float of nanoseconds.
    public static Object multiply(@Nullable Object a, @Nullable Object b) {
        if (isNumber(a) && isNumber(b)) {
            return isInteger(a) && isInteger(b)
                    ? (Object) (toLong(a) * toLong(b))
                    : (Object) (toDouble(a) * toDouble(b));
        }
        if (a instanceof Duration x && b instanceof Duration y) {
            return Duration.ofNanos(x.toNanos() * y.toNanos());
        }
        if (a instanceof Duration length && isNumber(b)) {
            return times(length, b);
        }
        if (b instanceof Duration length && isNumber(a)) {
            return times(length, a);
        }
        throw undefined(a, "*", b);
    }

    private static Object times(Duration length, @Nullable Object number) {
        return isInteger(number)
                ? (Object) Duration.ofNanos(length.toNanos() * toLong(number))
                : (Object) (length.toNanos() * toDouble(number));
    }

    /// `a / b`, always a float.
    public static Object divide(@Nullable Object a, @Nullable Object b) {
        if (isNumber(a) && isNumber(b)) {
            return toDouble(a) / toDouble(b);
        }
        throw undefined(a, "/", b);
    }

    /// `a % b`, of integers.
    public static Object remainder(@Nullable Object a, @Nullable Object b) {
        if (isInteger(a) && isInteger(b)) {
            if (toLong(b) == 0) {
                throw new ValueException("runtime error: integer divide by zero");
            }
            return toLong(a) % toLong(b);
        }
        throw undefined(a, "%", b);
    }

    /// `a ** b`, always a float.
    public static Object power(@Nullable Object a, @Nullable Object b) {
        if (isNumber(a) && isNumber(b)) {
            double base = toDouble(a);
            double exponent = toDouble(b);
            if (base == 1 || (base == -1 && Double.isInfinite(exponent))) {
                return 1.0;
            }
            return Math.pow(base, exponent);
        }
        throw undefined(a, "**", b);
    }

    /// `-a`
    public static Object negate(@Nullable Object a) {
        return switch (a) {
            case Long number -> -number;
            case Double number -> -number;
            case UInt number -> new UInt(-number.bits(), number.type());
            case null, default -> throw new ValueException("invalid operation: - " + Values.typeName(a));
        };
    }

    private static ValueException undefined(@Nullable Object a, String operator, @Nullable Object b) {
        return new ValueException(
                "invalid operation: " + Values.typeName(a) + " " + operator + " " + Values.typeName(b));
    }
}
