package dev.supercargo.expr.run;

import dev.supercargo.expr.value.Arithmetic;
import dev.supercargo.expr.value.Order;
import dev.supercargo.expr.value.UInt;
import dev.supercargo.expr.value.ValueException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Builtins on numbers.
final class NumberBuiltins {
    private NumberBuiltins() {}

    static Object abs(Inputs in) {
        return switch (in.get(0)) {
            case Long number -> number < 0 ? -number : number;
            case Double number -> Math.abs(number);
            case UInt number -> number;
            case null, default -> throw in.invalid(in.get(0));
        };
    }

    static Object toWhole(Inputs in, DoubleUnaryOperator rounding) {
        Object number = in.get(0);
        if (!Arithmetic.isNumber(number)) {
            throw in.invalid(number);
        }
        return number instanceof Double real
                ? (Object) rounding.applyAsDouble(real)
                : (Object) Arithmetic.toDouble(number);
    }

    /// Half away from zero.
    static double round(double number) {
        double whole = number < 0 ? Math.ceil(number) : Math.floor(number);
        return Math.abs(number - whole) >= 0.5 ? whole + Math.signum(number) : whole;
    }

    /// The numbers of the arguments and of the lists among them, all the way down.
    private static List<Object> numbers(Inputs in) {
        var numbers = new ArrayList<Object>();
        for (Object argument : in.values()) {
            if (argument instanceof List<?> list) {
                Leaves.of(list, leaf -> numbers.add(number(in, leaf)));
            } else {
                numbers.add(number(in, argument));
            }
        }
        return numbers;
    }

    private static Object number(Inputs in, @Nullable Object value) {
        if (value != null && (Arithmetic.isNumber(value) || value instanceof Duration)) {
            return value;
        }
        throw in.invalid(value);
    }

    /// Of equal numbers the first. A single argument of another kind is its own extreme.
    static @Nullable Object extreme(Inputs in, boolean greatest) {
        Object only = in.get(0);
        boolean number = Arithmetic.isNumber(only) || only instanceof List<?>;
        if (in.values().size() == 1 && !number) {
            return only;
        }
        Object best = null;
        for (Object candidate : numbers(in)) {
            boolean better =
                    best == null || (greatest ? Order.less(best, candidate, "<") : Order.less(candidate, best, "<"));
            if (better) {
                best = candidate;
            }
        }
        return best;
    }

    private static double[] doubles(Inputs in) {
        return numbers(in).stream()
                .mapToDouble(number -> {
                    if (number instanceof Duration) {
                        throw in.invalid(number);
                    }
                    return Arithmetic.toDouble(number);
                })
                .toArray();
    }

    static Object mean(Inputs in) {
        double[] numbers = doubles(in);
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return numbers.length == 0 ? 0.0 : sum / numbers.length;
    }

    static Object median(Inputs in) {
        double[] numbers = doubles(in);
        if (numbers.length == 0) {
            return 0.0;
        }
        java.util.Arrays.sort(numbers);
        int middle = numbers.length / 2;
        return numbers.length % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
    }

    private static long shift(Inputs in) {
        long count = in.integer(1);
        if (count < 0) {
            throw new ValueException("invalid operation: negative shift count " + count + " (type int)");
        }
        return count;
    }

    static Object shiftLeft(Inputs in) {
        long count = shift(in);
        return count >= 64 ? 0L : in.integer(0) << count;
    }

    static Object shiftRight(Inputs in) {
        return in.integer(0) >> Math.min(63, shift(in));
    }

    static Object shiftRightUnsigned(Inputs in) {
        long count = shift(in);
        return count >= 64 ? 0L : in.integer(0) >>> count;
    }
}
