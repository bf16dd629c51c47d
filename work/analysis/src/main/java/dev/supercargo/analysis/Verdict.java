package dev.supercargo.analysis;

import dev.supercargo.decisions.analysis.AnalysisPhase;
import dev.supercargo.decisions.analysis.MetricSpec;
import dev.supercargo.expr.Environment;
import dev.supercargo.expr.ExpressionException;
import dev.supercargo.expr.Expressions;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.expr.value.JsonNumbers;
import dev.supercargo.expr.value.Signature;
import dev.supercargo.expr.value.Type;
import dev.supercargo.expr.value.Values;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a result amounts to by the metric's conditions (verification.md 4).
///
/// @param message why, where it is an error
public record Verdict(AnalysisPhase phase, String message) {
    private static final String NO_DATA = "metric result is nil or empty: no data returned from the metric provider";

    /// Judges a result. Numbers in it are floats, as in JSON.
    public static Verdict of(MetricSpec metric, @Nullable Object result, Instant now) {
        Environment environment = environment(JsonNumbers.floats(result), now);
        try {
            Optional<Boolean> success = holds("successCondition", metric.successCondition(), result, environment);
            Optional<Boolean> failure = holds("failureCondition", metric.failureCondition(), result, environment);
            return new Verdict(phase(success, failure), "");
        } catch (Unjudgeable e) {
            return new Verdict(AnalysisPhase.ERROR, String.valueOf(e.getMessage()));
        }
    }

    private static AnalysisPhase phase(Optional<Boolean> success, Optional<Boolean> failure) {
        if (failure.isPresent() && failure.get()) {
            return AnalysisPhase.FAILED;
        }
        if (success.isPresent() && success.get()) {
            return AnalysisPhase.SUCCESSFUL;
        }
        if (success.isPresent() && failure.isPresent()) {
            return AnalysisPhase.INCONCLUSIVE;
        }
        return success.isPresent() ? AnalysisPhase.FAILED : AnalysisPhase.SUCCESSFUL;
    }

    private static final class Unjudgeable extends Exception {
        private static final long serialVersionUID = 1L;

        Unjudgeable(String message) {
            super(message);
        }
    }

    private static Optional<Boolean> holds(
            String name, String condition, @Nullable Object result, Environment environment) throws Unjudgeable {
        if (condition.isEmpty()) {
            return Optional.empty();
        }
        String place = "could not evaluate " + name + " \"" + condition + "\": ";
        Object value;
        try {
            value = Expressions.evaluate(condition, environment);
        } catch (ExpressionException e) {
            boolean nothing = result == null || (result instanceof List<?> list && list.isEmpty());
            throw new Unjudgeable(place + (nothing ? NO_DATA : e.getMessage()));
        }
        if (value instanceof Boolean yes) {
            return Optional.of(yes);
        }
        throw new Unjudgeable(place + "expected bool, but got " + Values.typeName(value));
    }

    private static Environment environment(@Nullable Object result, Instant now) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("result", result);
        return Environment.of(Collections.unmodifiableMap(variables))
                .withFunctions(List.of(
                        number("asInt", Verdict::asInt),
                        number("asFloat", Verdict::asFloat),
                        number("isNaN", value -> value instanceof Double d && d.isNaN()),
                        number("isInf", value -> value instanceof Double d && d.isInfinite()),
                        // Both look at the result, whatever they are given: users rely on `default(result, 0)` only.
                        number("isNil", _ -> result == null),
                        HostFunction.of(
                                "default",
                                Signature.of(Type.UNKNOWN, Type.UNKNOWN, Type.UNKNOWN),
                                arguments -> result == null ? arguments.getLast() : result)))
                .at(now);
    }

    private interface Body {
        @Nullable
        Object of(@Nullable Object value);
    }

    private static HostFunction number(String name, Body body) {
        return HostFunction.of(
                name, Signature.of(Type.UNKNOWN, Type.UNKNOWN), arguments -> body.of(arguments.getFirst()));
    }

    private static Object asInt(@Nullable Object value) {
        try {
            return switch (value) {
                case Long number -> number;
                case Double number -> number.longValue();
                case String text -> Long.parseLong(text);
                case null, default -> throw unsupported("asInt", value);
            };
        } catch (NumberFormatException e) {
            throw unsupported("asInt", value);
        }
    }

    private static Object asFloat(@Nullable Object value) {
        try {
            return switch (value) {
                case Long number -> number.doubleValue();
                case Double number -> number;
                case String text -> Double.parseDouble(text);
                case null, default -> throw unsupported("asFloat", value);
            };
        } catch (NumberFormatException e) {
            throw unsupported("asFloat", value);
        }
    }

    private static IllegalArgumentException unsupported(String function, @Nullable Object value) {
        return new IllegalArgumentException(function + "() not supported on " + Values.typeName(value) + " " + value);
    }
}
