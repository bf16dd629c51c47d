package dev.supercargo.expr;

import dev.supercargo.expr.ExpressionException.Phase;
import dev.supercargo.expr.value.JsonText;
import dev.supercargo.expr.value.ValueException;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Text with expressions in it: `${{ }}` and `${% %}` (expressions.md A).
public final class Templates {
    private static final List<String> RESERVED = List.of("quote", "asYAML", "asJSON");

    private Templates() {}

    /// The value of a template: the rendered text, coerced to a number, a boolean, null, an object or a list where it
    /// looks like one. Numbers are `Double`s. A template without expressions is its own text.
    ///
    /// @throws ExpressionException when an expression fails or is not closed
    public static @Nullable Object render(String template, Environment environment) {
        return Scanner.next(template, 0) == null ? template : Coercion.of(text(template, environment.forTemplates()));
    }

    /// A document whose text values are templates, such as a step's `config`: each is replaced by its value; keys are
    /// left alone. The result is a fresh tree in which integral numbers are `Long`s.
    ///
    /// @param document an object, or null
    /// @throws ExpressionException at the first failure in document order
    public static @Nullable Object renderTree(@Nullable Object document, Environment environment) {
        try {
            return Json.parse(renderJson(document, environment));
        } catch (JsonException e) {
            throw ExpressionException.plain("cannot read the evaluated document: " + e.getMessage(), Phase.RUN, e);
        }
    }

    /// As [#renderTree], the JSON text: keys sorted, numbers as doubles.
    public static String renderJson(@Nullable Object document, Environment environment) {
        refuseReserved(environment);
        if (document != null && !(document instanceof Map<?, ?>)) {
            throw ExpressionException.plain(
                    "input is not valid JSON; are all expressions enclosed in quotes? expected an object, got "
                            + Json.kindOf(document),
                    Phase.RUN,
                    null);
        }
        Object evaluated = tree(document, environment.forTemplates());
        return json(evaluated);
    }

    private static void refuseReserved(Environment environment) {
        if (environment.root() instanceof Map<?, ?> variables) {
            for (String name : RESERVED) {
                if (variables.containsKey(name)) {
                    throw ExpressionException.plain(
                            "\"" + name
                                    + "\" is a forbidden key in the environment map; it is reserved for internal use",
                            Phase.COMPILE,
                            null);
                }
            }
        }
    }

    private static @Nullable Object tree(@Nullable Object node, Environment environment) {
        return switch (node) {
            case String template ->
                Scanner.next(template, 0) == null ? template : Coercion.of(text(template, environment));
            case Number number -> number.doubleValue();
            case Map<?, ?> map -> {
                var copy = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(map.size());
                map.forEach((key, value) -> copy.put(String.valueOf(key), tree(value, environment)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>(list.size());
                list.forEach(item -> copy.add(tree(item, environment)));
                yield copy;
            }
            case null, default -> node;
        };
    }

    private static String text(String template, Environment environment) {
        var out = new StringBuilder();
        int from = 0;
        for (Scanner.Opening opening = Scanner.next(template, from);
                opening != null;
                opening = Scanner.next(template, from)) {
            out.append(template, from, opening.at());
            int start = opening.at() + 3;
            int end = template.indexOf(opening.close(), start);
            if (end < 0) {
                throw ExpressionException.plain(
                        "unclosed expression: expected \"" + opening.close() + "\" but reached end of template",
                        Phase.COMPILE,
                        null);
            }
            from = end + 2;
            if (end == start) {
                // an empty expression ends all evaluation (expressions.md A.1)
                break;
            }
            Object value = Expressions.evaluate(template.substring(start, end), environment);
            out.append(value instanceof String string ? string : json(value));
        }
        return out.append(template, from, template.length()).toString();
    }

    private static String json(@Nullable Object value) {
        try {
            return JsonText.compact(value);
        } catch (ValueException e) {
            throw ExpressionException.plain(String.valueOf(e.getMessage()), Phase.RUN, null);
        }
    }

    /// Finds where expressions open.
    private static final class Scanner {
        /// @param close what ends the expression
        record Opening(int at, String close) {}

        static @Nullable Opening next(String template, int from) {
            for (int at = template.indexOf("${", from); at >= 0; at = template.indexOf("${", at + 1)) {
                char kind = at + 2 < template.length() ? template.charAt(at + 2) : ' ';
                if (kind == '{') {
                    return new Opening(at, "}}");
                }
                if (kind == '%') {
                    return new Opening(at, "%}");
                }
            }
            return null;
        }
    }
}
