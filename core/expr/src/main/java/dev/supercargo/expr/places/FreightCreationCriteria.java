package dev.supercargo.expr.places;

import dev.supercargo.expr.Environment;
import dev.supercargo.expr.ExpressionException;
import dev.supercargo.expr.ExpressionException.Phase;
import dev.supercargo.expr.Expressions;
import dev.supercargo.expr.GoBoolean;
import dev.supercargo.expr.functions.DiscoveredFunctions;
import dev.supercargo.expr.functions.RepositoryNames;
import dev.supercargo.expr.value.GoText;
import dev.supercargo.meta.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Warehouse's `freightCreationCriteria.expression`: may Freight be made of what was discovered?
public final class FreightCreationCriteria {
    private static final List<String> DISCOVERED = List.of("git", "images", "charts");

    private FreightCreationCriteria() {}

    /// Whether they are satisfied. So they are where there is no expression, and where no commits, images or charts
    /// were looked for.
    ///
    /// @param discovered the Warehouse's `status.discoveredArtifacts`, null or empty where there are none
    /// @throws ExpressionException when the expression cannot be evaluated, or yields no boolean
    public static boolean areSatisfied(
            String expression, @Nullable Map<String, Object> discovered, RepositoryNames names, Instant now) {
        boolean looked = DISCOVERED.stream()
                .anyMatch(kind -> !Json.list(discovered, kind).isEmpty());
        if (expression.isBlank() || discovered == null || !looked) {
            return true;
        }
        Environment environment = Environment.none()
                .withFunctions(DiscoveredFunctions.of(discovered, names))
                .at(now);
        Object result = value(expression, environment);
        return GoBoolean.of(result)
                .orElseThrow(() -> ExpressionException.plain(
                        "failed to parse freight creation criteria expression result \"" + GoText.of(result)
                                + "\" as bool: expected true or false",
                        Phase.RUN,
                        null));
    }

    private static @Nullable Object value(String expression, Environment environment) {
        try {
            return Expressions.evaluate(expression, environment);
        } catch (ExpressionException e) {
            String doing = e.phase() == Phase.COMPILE ? "compiling" : "running";
            throw e.within("error " + doing + " expression: ");
        }
    }
}
