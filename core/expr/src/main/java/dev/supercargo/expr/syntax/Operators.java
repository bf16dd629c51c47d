package dev.supercargo.expr.syntax;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Precedence and associativity (expressions.md B.2).
final class Operators {
    /// @param rightAssociative whether `a op b op c` is `a op (b op c)`
    record Binary(int precedence, boolean rightAssociative) {}

    private static final Map<String, Binary> BINARY = Map.ofEntries(
            left("|", 0),
            left("or", 10),
            left("||", 10),
            left("and", 15),
            left("&&", 15),
            left("==", 20),
            left("!=", 20),
            left("<", 20),
            left(">", 20),
            left("<=", 20),
            left(">=", 20),
            left("in", 20),
            left("matches", 20),
            left("contains", 20),
            left("startsWith", 20),
            left("endsWith", 20),
            left("..", 25),
            left("+", 30),
            left("-", 30),
            left("*", 60),
            left("/", 60),
            left("%", 60),
            Map.entry("**", new Binary(100, true)),
            Map.entry("^", new Binary(100, true)),
            left("??", 500));
    private static final Map<String, Integer> UNARY = Map.of("not", 50, "!", 50, "-", 90, "+", 90);
    private static final Set<String> NEGATABLE = Set.of("in", "matches", "contains", "startsWith", "endsWith");
    private static final Set<String> ORDER = Set.of("<", ">", "<=", ">=");

    private Operators() {}

    private static Map.Entry<String, Binary> left(String operator, int precedence) {
        return Map.entry(operator, new Binary(precedence, false));
    }

    static @Nullable Binary binary(Token token) {
        return token.kind() == Token.Kind.OPERATOR ? BINARY.get(token.text()) : null;
    }

    static int precedence(String operator) {
        Binary binary = BINARY.get(operator);
        return binary == null ? 0 : binary.precedence();
    }

    static @Nullable Integer unary(Token token) {
        return token.kind() == Token.Kind.OPERATOR ? UNARY.get(token.text()) : null;
    }

    static int unaryPrecedence(String operator) {
        return UNARY.getOrDefault(operator, 0);
    }

    /// Whether `not` may stand before the operator.
    static boolean isNegatable(Token token) {
        return token.kind() == Token.Kind.OPERATOR && NEGATABLE.contains(token.text());
    }

    /// Whether comparisons with it can be chained: `a < b < c`.
    static boolean isOrder(Token token) {
        return token.kind() == Token.Kind.OPERATOR && ORDER.contains(token.text());
    }
}
