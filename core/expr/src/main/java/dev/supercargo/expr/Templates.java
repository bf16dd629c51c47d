package dev.supercargo.expr;

import org.jspecify.annotations.Nullable;

/// Text with expressions in it: `${{ }}` and `${% %}` (expressions.md A).
public final class Templates {
    private Templates() {}

    /// The value of a template: the rendered text, coerced to a number, a boolean, null, an object or a list where it
    /// looks like one. Numbers are `Double`s. A template without expressions is its own text.
    ///
    /// @throws ExpressionException when an expression fails or is not closed
    public static @Nullable Object render(String template, Environment environment) {
        return template;
    }

    /// A document whose text values are templates, such as a step's `config`: each is replaced by its value; keys are
    /// left alone. The result is a fresh tree in which integral numbers are `Long`s.
    ///
    /// @param document an object, or null
    public static @Nullable Object renderTree(@Nullable Object document, Environment environment) {
        return document;
    }
}
