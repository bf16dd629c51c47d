package dev.supercargo.expr.places;

import dev.supercargo.expr.Environment;
import dev.supercargo.expr.ExpressionException;
import dev.supercargo.expr.ExpressionException.Phase;
import dev.supercargo.expr.Expressions;
import dev.supercargo.expr.Templates;
import dev.supercargo.expr.functions.RepositoryNames;
import dev.supercargo.expr.syntax.Quotes;
import dev.supercargo.expr.value.GoText;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.expr.value.JsonText;
import dev.supercargo.expr.value.Sequence;
import dev.supercargo.expr.value.ValueException;
import dev.supercargo.expr.value.Values;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/// What a generic webhook receiver asks about a request: `whenExpression`, and the templates that select targets.
public final class ReceiverExpressions {
    /// A request.
    ///
    /// @param headers values by name, in any case
    /// @param query decoded values by name
    /// @param body JSON, or empty
    public record Request(Map<String, List<String>> headers, Map<String, List<String>> query, String body) {}

    private ReceiverExpressions() {}

    /// What expressions see of a request: `request`, `params`, and the functions that normalise URLs.
    ///
    /// @param params the action's static parameters
    /// @throws ExpressionException when the body is not JSON
    public static Environment environment(
            Request request, Map<String, String> params, RepositoryNames names, Instant now) {
        var seen = new LinkedHashMap<String, @Nullable Object>();
        seen.put("header", HostFunction.ofText("header", name -> first(ignoringCase(request.headers(), name))));
        seen.put("headers", HostFunction.ofText("headers", name -> all(ignoringCase(request.headers(), name))));
        seen.put(
                "params",
                HostFunction.ofText("params", name -> first(request.query().getOrDefault(name, List.of()))));
        seen.put("body", body(request.body()));
        var variables = new LinkedHashMap<String, @Nullable Object>();
        variables.put("request", seen);
        variables.put("params", params);
        variables.put("normalizeGit", HostFunction.ofText("normalizeGit", names.git()::apply));
        variables.put("normalizeImage", HostFunction.ofText("normalizeImage", names.image()::apply));
        variables.put("normalizeChart", HostFunction.ofText("normalizeChart", names.chart()::apply));
        return Environment.root(variables).at(now);
    }

    private static List<String> ignoringCase(Map<String, List<String>> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Entry::getValue)
                .findFirst()
                .orElse(List.of());
    }

    private static String first(List<String> values) {
        return values.isEmpty() ? "" : values.getFirst();
    }

    private static Object all(List<String> values) {
        return values.isEmpty() ? Sequence.nilStrings() : Sequence.ofStrings(values);
    }

    private static @Nullable Object body(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return JsonText.parse(text);
        } catch (ValueException e) {
            throw ExpressionException.plain("invalid request body: " + e.getMessage(), Phase.RUN, e);
        }
    }

    /// Whether a request is one that the action is for; without an expression, each is.
    ///
    /// @throws ExpressionException when the expression cannot be evaluated, or yields no boolean
    public static boolean isMet(String expression, Environment environment) {
        if (expression.isEmpty()) {
            return true;
        }
        Object result = Expressions.evaluate(expression, environment);
        if (result instanceof Boolean met) {
            return met;
        }
        throw ExpressionException.plain(
                "match expression result " + shown(result) + " is of type " + Values.typeName(result)
                        + "; expected bool",
                Phase.RUN,
                null);
    }

    /// The text that a selector's template stands for.
    ///
    /// @throws ExpressionException when the template cannot be rendered, or yields no text
    public static String text(String template, Environment environment) {
        Object result;
        try {
            result = Templates.render(template, environment);
        } catch (ExpressionException e) {
            throw e.within("failed to evaluate expression: ");
        }
        if (result instanceof String text) {
            return text;
        }
        throw ExpressionException.plain(
                "expression result " + shown(result) + " evaluated to " + Values.typeName(result) + "; not a string",
                Phase.RUN,
                null);
    }

    private static String shown(@Nullable Object result) {
        return result instanceof String text ? Quotes.quote(text) : GoText.of(result);
    }
}
