package dev.supercargo.decisions.warehouse;

import dev.supercargo.expr.Environment;
import dev.supercargo.expr.ExpressionException;
import dev.supercargo.expr.Expressions;
import dev.supercargo.expr.GoBoolean;
import dev.supercargo.expr.value.GoText;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.model.DiscoveredArtifacts;
import java.time.Instant;
import java.util.Collection;

/// Whether what was found belongs together, by an expression of the user's (controllers.md 5.4).
public sealed interface FreightCriteria {
    record Satisfied() implements FreightCriteria {}

    record NotSatisfied() implements FreightCriteria {}

    /// The expression could not be compiled, failed, or is no yes or no.
    record Broken(String why) implements FreightCriteria {}

    /// Evaluates the expression. Without one, and without commits, images and charts to look at, all is well.
    ///
    /// @param functions the look-ups of discovered artifacts, all that such an expression can see
    static FreightCriteria check(
            String expression, DiscoveredArtifacts found, Collection<HostFunction> functions, Instant now) {
        String trimmed = expression.strip();
        boolean nothingToLookAt = found.git().isEmpty()
                && found.images().isEmpty()
                && found.charts().isEmpty();
        if (trimmed.isEmpty() || nothingToLookAt) {
            return new Satisfied();
        }
        try {
            Object result = Expressions.evaluate(
                    trimmed, Environment.none().withFunctions(functions).at(now));
            return GoBoolean.of(result)
                    .<FreightCriteria>map(yes -> yes ? new Satisfied() : new NotSatisfied())
                    .orElseGet(() -> new Broken(unparsable(GoText.of(result))));
        } catch (ExpressionException e) {
            String phase = switch (e.phase()) {
                case COMPILE -> "error compiling expression: ";
                case RUN -> "error running expression: ";
            };
            return new Broken(phase + e.getMessage());
        }
    }

    private static String unparsable(String text) {
        String quoted = dev.supercargo.meta.GoText.quote(text);
        return "failed to parse freight creation criteria expression result " + quoted
                + " as bool: strconv.ParseBool: parsing " + quoted + ": invalid syntax";
    }
}
