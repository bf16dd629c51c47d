package dev.supercargo.expr.places;

import dev.supercargo.expr.Environment;
import dev.supercargo.expr.ExpressionException;
import dev.supercargo.expr.ExpressionException.Phase;
import dev.supercargo.expr.Expressions;
import java.time.Instant;
import java.util.Map;

/// The `if` of a deep link: is the link shown for this Stage or Freight?
public final class LinkCondition {
    private LinkCondition() {}

    /// Whether the link is shown; without a condition it is.
    ///
    /// @param title of the link, for messages
    /// @param subject `stage` or `freight` with the resource as a document
    /// @throws ExpressionException when the condition cannot be evaluated, or yields no boolean
    public static boolean isShown(String title, String condition, Map<String, ?> subject, Instant now) {
        if (condition.isEmpty()) {
            return true;
        }
        try {
            Object result = Expressions.evaluate(
                    condition, Environment.of(subject).at(now).unchecked());
            if (result instanceof Boolean shown) {
                return shown;
            }
        } catch (ExpressionException e) {
            throw e.within("error evaluating condition for link \"" + title + "\": ");
        }
        throw ExpressionException.plain(
                "condition for link \"" + title + "\" evaluated to non-boolean value", Phase.RUN, null);
    }
}
