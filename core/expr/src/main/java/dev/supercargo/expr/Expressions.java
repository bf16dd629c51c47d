package dev.supercargo.expr;

import org.jspecify.annotations.Nullable;

/// Bare expressions, without delimiters.
public final class Expressions {
    private Expressions() {}

    /// The value of an expression.
    ///
    /// @throws ExpressionException when it cannot be compiled, or fails
    public static @Nullable Object evaluate(String source, Environment environment) {
        if (source.isEmpty()) {
            throw ExpressionException.plain("unexpected token EOF", ExpressionException.Phase.COMPILE, null);
        }
        return environment.root();
    }
}
