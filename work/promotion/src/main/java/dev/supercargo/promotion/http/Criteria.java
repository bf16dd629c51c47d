package dev.supercargo.promotion.http;

import dev.supercargo.expr.Environment;
import dev.supercargo.expr.ExpressionException;
import dev.supercargo.expr.Expressions;
import dev.supercargo.expr.value.Values;
import dev.supercargo.meta.GoText;
import dev.supercargo.promotion.StepFailure;
import java.util.Optional;

/// Evaluates the expressions that judge an answer.
final class Criteria {
    private final Environment environment;

    Criteria(Environment environment) {
        this.environment = environment;
    }

    /// Whether a criterion holds; empty where none is given.
    ///
    /// @param name `success` or `failure`
    Optional<Boolean> holds(String name, Optional<String> expression) {
        return expression.map(source -> holds(name, source));
    }

    private boolean holds(String name, String source) {
        String criteria = "error evaluating " + name + " criteria: ";
        try {
            if (Expressions.evaluate(source, environment) instanceof Boolean holds) {
                return holds;
            }
            Object value = Expressions.evaluate(source, environment);
            throw StepFailure.errored(criteria
                    + "%s expression %s did not evaluate to a boolean (got %s)"
                            .formatted(name, GoText.quote(source), Values.typeName(value)));
        } catch (ExpressionException e) {
            String what = "%s expression %s: %s".formatted(name, GoText.quote(source), e.getMessage());
            throw e.phase() == ExpressionException.Phase.COMPILE
                    ? StepFailure.erroredForGood(criteria + "error compiling " + what)
                    : StepFailure.errored(criteria + "error evaluating " + what);
        }
    }

    /// What an answer says of its failure; empty where the expression gives no text.
    Optional<String> words(Optional<String> expression) {
        try {
            return expression
                    .map(source -> Expressions.evaluate(source, environment))
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .filter(text -> !text.isEmpty());
        } catch (ExpressionException e) {
            if (e.phase() == ExpressionException.Phase.RUN) {
                return Optional.empty();
            }
            throw StepFailure.erroredForGood(
                    "error compiling error expression " + GoText.quote(expression.orElse("")) + ": " + e.getMessage());
        }
    }
}
