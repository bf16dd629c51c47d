package dev.supercargo.expr;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes up sources: well-formed programs, and rows of words.
final class RandomSource {
    private static final List<String> NAMES = List.of("a", "b", "list", "m", "$env", "größe", "x1");
    private static final List<String> WORDS = List.of(
            "a", "b", "1", "2.5", "'s'", "\"t\"", "`r`", "nil", "true", "not", "in", "and", "or", "let", "if", "else",
            "matches", "+", "-", "*", "/", "%", "**", "..", "??", "?", ":", "?.", ".", ",", ";", "|", "(", ")", "[",
            "]", "{", "}", "#", "#acc", "==", "<", ">=", "len(", "map(", "filter(", "reduce(", "split(", "date(",
            "keys(", "max(", "get(", "sort(", "string(", "toJSON(", "list", "m.k", "$env", "=", "/*", "//", "::");

    private final Random random;
    private int loops;

    RandomSource(long seed) {
        random = new Random(seed);
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean sometimes() {
        return random.nextBoolean();
    }

    /// Words in any order; hardly ever an expression.
    String words() {
        return IntStream.range(0, 1 + random.nextInt(12))
                .mapToObj(_ -> one(WORDS))
                .collect(Collectors.joining(sometimes() ? " " : ""));
    }

    /// A program that can be read, whatever becomes of it when it runs.
    String program() {
        return switch (random.nextInt(5)) {
            case 0 -> "let v" + random.nextInt(1_000_000) + " = " + expression(3) + "; " + expression(3);
            case 1 -> expression(3) + "; " + expression(2);
            case 2 -> "if " + expression(2) + " { " + expression(2) + " } else { " + expression(2) + " }";
            default -> expression(4);
        };
    }

    private String expression(int depth) {
        if (depth == 0) {
            return atom();
        }
        int less = depth - 1;
        return switch (random.nextInt(12)) {
            case 0 ->
                operand(less) + " " + one(List.of("+", "-", "*", "/", "%", "**", "..", "==", "!=", "<", ">=")) + " "
                        + operand(less);
            case 1 -> operand(less) + one(List.of(" and ", " or ", " && ", " || ")) + operand(less);
            case 2 ->
                operand(less) + " " + one(List.of("in", "not in", "matches", "contains", "startsWith")) + " "
                        + operand(less);
            case 3 -> one(List.of("-", "not ", "!", "+")) + operand(less);
            case 4 -> operand(less) + " ? " + operand(less) + " : " + operand(less);
            case 5 -> "[" + expression(less) + ", " + expression(less) + "]";
            case 6 -> "{k: " + expression(less) + ", 'two words': " + expression(less) + "}";
            case 7 ->
                one(List.of("len", "string", "type", "upper", "keys", "first", "toJSON", "max", "int")) + "("
                        + expression(less) + ")";
            case 8 -> loop(less);
            case 9 ->
                "(" + expression(less) + ")" + one(List.of(".k", "?.k", "[0]", "[1:]", "[:-1]", "?.['k']", ".k()"));
            case 10 -> operand(less) + " ?? " + operand(less);
            default -> operand(less) + " | string()";
        };
    }

    private String loop(int depth) {
        String list = expression(depth);
        loops++;
        String body = expression(depth);
        loops--;
        String name = one(List.of("map", "filter", "all", "any", "find", "groupBy", "sortBy", "count", "sum"));
        boolean bare = sometimes() && !body.startsWith("{");
        return name + "(" + list + ", " + (bare ? body : "{" + body + "}") + ")";
    }

    private String operand(int depth) {
        return depth == 0 ? atom() : "(" + expression(depth) + ")";
    }

    private String atom() {
        return switch (random.nextInt(loops > 0 ? 8 : 7)) {
            case 0 -> Integer.toString(random.nextInt(100));
            case 1 -> random.nextInt(100) + ".5";
            case 2 -> "'text " + random.nextInt(10) + "'";
            case 3 -> one(List.of("true", "false"));
            case 4 -> "(nil)";
            case 5, 6 -> "(" + one(NAMES) + ")";
            default -> one(List.of("#", ".k", "(#)"));
        };
    }
}
