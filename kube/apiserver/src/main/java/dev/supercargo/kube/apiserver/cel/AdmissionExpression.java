package dev.supercargo.kube.apiserver.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.supercargo.kube.apiserver.cel.Engine.Compilation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An expression about a request under way, as match conditions of webhooks and admission policies have it
/// (kubernetes-api.md 8.4, 8.5). It speaks of [#VARIABLES], all without a known type.
public final class AdmissionExpression {
    /// The names that an expression may use.
    public static final List<String> VARIABLES =
            List.of("object", "oldObject", "request", "namespaceObject", "params", "variables");

    private final Compilation.Compiled compiled;

    private AdmissionExpression(Compilation.Compiled compiled) {
        this.compiled = compiled;
    }

    /// What an expression must come to.
    public enum Result {
        BOOL,
        STRING,
        TEXT_OR_NULL,
        ANY
    }

    /// What came of an attempt to compile.
    public sealed interface Attempt {
        /// It can be evaluated.
        record Done(AdmissionExpression expression) implements Attempt {}

        /// It cannot; `problem` is what field errors say after the value.
        record Refused(String problem) implements Attempt {}
    }

    /// What came of an evaluation.
    public sealed interface Outcome {
        /// A value: a document tree, or one of CEL's own.
        record Value(Object value) implements Outcome {}

        /// It failed; `why` is Kubernetes' text.
        record Failure(String why) implements Outcome {}
    }

    /// How much evaluations may still cost together; for one thread.
    public static final class Budget {
        private long left;

        public Budget(long units) {
            left = units;
        }
    }

    /// Compiles an expression.
    public static Attempt compile(String expression, Result wanted) {
        return compile(expression, wanted, Set.of());
    }

    /// Compiles an expression that may not speak of some of the variables.
    public static Attempt compile(String expression, Result wanted, Set<String> absent) {
        var types = new LinkedHashMap<String, CelType>();
        VARIABLES.stream().filter(name -> !absent.contains(name)).forEach(name -> types.put(name, SimpleType.DYN));
        return switch (Engine.shared().compile(expression, types)) {
            case Compilation.Refused refused -> new Attempt.Refused("compilation failed: " + refused.problem());
            case Compilation.Compiled made -> {
                CelType type = made.ast().getResultType();
                boolean fits = switch (wanted) {
                    case BOOL -> type.equals(SimpleType.BOOL) || type.equals(SimpleType.DYN);
                    case STRING -> type.equals(SimpleType.STRING) || type.equals(SimpleType.DYN);
                    case TEXT_OR_NULL ->
                        List.of(SimpleType.STRING, SimpleType.NULL_TYPE, SimpleType.DYN)
                                .contains(type);
                    case ANY -> true;
                };
                String what = switch (wanted) {
                    case BOOL -> "bool";
                    case STRING -> "string";
                    case TEXT_OR_NULL -> "one of [string null_type]";
                    case ANY -> "anything";
                };
                yield fits
                        ? new Attempt.Done(new AdmissionExpression(made))
                        : new Attempt.Refused("must evaluate to " + what + " but got " + type.name());
            }
        };
    }

    /// Evaluates it. `trees` holds the variables as document trees; absent ones are null.
    public Outcome evaluate(Map<String, ?> trees, Budget budget) {
        var values = new LinkedHashMap<String, Object>();
        VARIABLES.forEach(name -> values.put(name, Values.untyped(trees.get(name))));
        var meter = new Meter(Math.min(Meter.PER_EXPRESSION, budget.left));
        try {
            return new Outcome.Value(Engine.run(compiled.program(), values, meter));
        } catch (RuleFailure | Meter.Exhausted e) {
            return new Outcome.Failure(Optional.ofNullable(e.getMessage()).orElse("evaluation failed"));
        } finally {
            budget.left -= meter.spent();
        }
    }
}
