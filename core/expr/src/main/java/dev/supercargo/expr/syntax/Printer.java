package dev.supercargo.expr.syntax;

import java.util.List;
import java.util.stream.Collectors;

/// Writes a tree as source that reads back as the same tree. Whatever is not atomic stands in parentheses where it is
/// an operand, so that precedence never matters.
public final class Printer {
    private Printer() {}

    /// The source of a tree.
    public static String print(Node node) {
        return switch (node) {
            case Node.Nil _ -> "nil";
            case Node.Bool(var _, boolean value) -> Boolean.toString(value);
            case Node.Int(var _, long value) -> Long.toString(value);
            case Node.Real(var _, double value) -> real(value);
            case Node.Text(var _, String value) -> text(value);
            case Node.Bytes(var _, String value) -> bytes(value);
            case Node.Identifier(var _, String name) -> name;
            case Node.Pointer(var _, String name) -> "#" + name;
            case Node.Unary(var _, String operator, Node operand) ->
                operator + (operator.equals("not") ? " " : "") + operand(operand);
            case Node.Binary(var _, String operator, Node left, Node right) ->
                operand(left) + " " + operator + " " + operand(right);
            case Node.Comparisons(var _, Node first, List<Node.Link> links) ->
                operand(first)
                        + links.stream()
                                .map(link -> " " + link.operator() + " " + operand(link.operand()))
                                .collect(Collectors.joining());
            case Node.Conditional(var _, Node condition, Node then, Node otherwise) ->
                operand(condition) + " ? " + operand(then) + " : " + operand(otherwise);
            case Node.Let(var _, String name, Node value, Node body) ->
                "let " + name + " = " + operand(value) + "; " + print(body);
            case Node.Sequence(var _, List<Node> nodes) ->
                nodes.stream().map(Printer::operand).collect(Collectors.joining("; "));
            case Node.Chain(var _, Node link) -> print(link);
            case Node.Member member -> member(member);
            case Node.Slice(var _, Node base, Node from, Node to) ->
                base(base) + "[" + (from == null ? "" : operand(from)) + ":" + (to == null ? "" : operand(to)) + "]";
            case Node.Call(var _, Node callee, List<Node> arguments) -> print(callee) + arguments(arguments);
            case Node.Builtin(var _, String name, List<Node> arguments) -> name + arguments(arguments);
            case Node.ListLiteral(var _, List<Node> items) ->
                items.stream().map(Printer::operand).collect(Collectors.joining(", ", "[", "]"));
            case Node.MapLiteral(var _, List<Node.Pair> pairs) ->
                pairs.stream().map(Printer::pair).collect(Collectors.joining(", ", "{", "}"));
            case Node.Predicate(var _, Node body) -> "{" + print(body) + "}";
        };
    }

    /// A name goes on with a chain that it follows, an index in brackets does not; else the two are the same.
    private static String member(Node.Member member) {
        boolean dotted = !(member.base() instanceof Node.Chain);
        if (dotted && member.property() instanceof Node.Text(var _, String name) && isName(name)) {
            return base(member.base()) + (member.optional() ? "?." : ".") + name;
        }
        return base(member.base()) + (member.optional() ? "?." : "") + "[" + operand(member.property()) + "]";
    }

    private static String pair(Node.Pair pair) {
        String key = pair.key() instanceof Node.Text text ? print(text) : "(" + print(pair.key()) + ")";
        return key + ": " + operand(pair.value());
    }

    private static String arguments(List<Node> arguments) {
        return arguments.stream()
                .map(argument -> argument instanceof Node.Predicate ? print(argument) : operand(argument))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String operand(Node node) {
        return isAtomic(node) ? print(node) : "(" + print(node) + ")";
    }

    /// Numbers and words such as `nil` take no postfix.
    private static String base(Node node) {
        boolean bare = node instanceof Node.Int
                || node instanceof Node.Real
                || node instanceof Node.Bool
                || node instanceof Node.Nil;
        return bare ? "(" + print(node) + ")" : operand(node);
    }

    private static boolean isAtomic(Node node) {
        return switch (node) {
            case Node.Unary _,
                    Node.Binary _,
                    Node.Comparisons _,
                    Node.Conditional _,
                    Node.Let _,
                    Node.Sequence _,
                    Node.Predicate _ -> false;
            case Node.Nil _,
                    Node.Bool _,
                    Node.Int _,
                    Node.Real _,
                    Node.Text _,
                    Node.Bytes _,
                    Node.Identifier _,
                    Node.Pointer _,
                    Node.Chain _,
                    Node.Member _,
                    Node.Slice _,
                    Node.Call _,
                    Node.Builtin _,
                    Node.ListLiteral _,
                    Node.MapLiteral _ -> true;
        };
    }

    private static String real(double value) {
        String text = Double.toString(value);
        return text.contains(".") || text.contains("E") ? text : text + ".0";
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && !Character.isDigit(text.codePointAt(0))
                && text.codePoints().allMatch(c -> c == '_' || c == '$' || Character.isLetterOrDigit(c));
    }

    private static String text(String value) {
        var out = new StringBuilder("\"");
        value.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (point < 0x20) {
                        out.append(String.format(java.util.Locale.ROOT, "\\u%04x", point));
                    } else {
                        out.appendCodePoint(point);
                    }
                }
            }
        });
        return out.append('"').toString();
    }

    private static String bytes(String value) {
        var out = new StringBuilder("b\"");
        value.chars().forEach(one -> out.append(String.format(java.util.Locale.ROOT, "\\x%02x", one)));
        return out.append('"').toString();
    }
}
