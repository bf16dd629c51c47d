package dev.supercargo.expr.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands between operators: literals, names, calls, parentheses, and what is attached to them.
final class Operands {
    private final Words words;
    private final Grammar grammar;
    private final Calls calls;

    Operands(Words words, Grammar grammar, Calls calls) {
        this.words = words;
        this.grammar = grammar;
        this.calls = calls;
    }

    Node primary() {
        Token token = words.current();
        Integer unary = Operators.unary(token);
        if (unary != null) {
            words.next();
            Node operand = grammar.expression(unary);
            return postfix(words.made(new Node.Unary(token.position(), token.text(), operand)));
        }
        if (token.isBracket("(")) {
            words.next();
            Node inner = grammar.sequence();
            words.expectBracket(")");
            return postfix(inner);
        }
        if (calls.isInPredicate() && (token.isOperator("#") || token.isOperator("."))) {
            return postfix(pointer());
        }
        if (token.isOperator("::")) {
            words.next();
            Token name = words.current();
            if (name.kind() != Token.Kind.IDENTIFIER) {
                throw words.unexpected("the name of a function");
            }
            words.next();
            return postfix(calls.call(name, null));
        }
        return secondary();
    }

    /// `.name` is short for `#.name`; the dot is left for the property.
    private Node pointer() {
        int start = words.current().position();
        String name = "";
        if (words.acceptOperator("#") && words.current().kind() == Token.Kind.IDENTIFIER) {
            name = words.current().text();
            words.next();
        }
        return words.made(new Node.Pointer(start, name));
    }

    private Node secondary() {
        Token token = words.current();
        return switch (token.kind()) {
            case IDENTIFIER -> {
                words.next();
                yield named(token);
            }
            case NUMBER -> {
                words.next();
                yield words.made(NumberLiteral.read(token, words.current().position()));
            }
            case STRING -> {
                words.next();
                yield postfix(words.made(new Node.Text(token.position(), token.text())));
            }
            case BYTES -> {
                words.next();
                yield postfix(words.made(new Node.Bytes(token.position(), token.text())));
            }
            case OPERATOR, BRACKET, END -> {
                if (token.isBracket("[")) {
                    yield postfix(list());
                }
                if (token.isBracket("{")) {
                    yield postfix(map());
                }
                throw words.unexpected("a value: a name, a literal, \"(\", \"[\" or \"{\"");
            }
        };
    }

    /// Nothing can be attached to `true`, `false` and `nil`.
    private Node named(Token token) {
        return switch (token.text()) {
            case "true" -> words.made(new Node.Bool(token.position(), true));
            case "false" -> words.made(new Node.Bool(token.position(), false));
            case "nil" -> words.made(new Node.Nil(token.position()));
            default ->
                postfix(
                        words.current().isBracket("(")
                                ? calls.call(token, null)
                                : words.made(new Node.Identifier(token.position(), token.text())));
        };
    }

    private Node list() {
        int start = words.current().position();
        words.next();
        var items = new ArrayList<Node>();
        while (!words.current().isBracket("]")) {
            if (!items.isEmpty()) {
                words.expectOperator(",");
                if (words.current().isBracket("]")) {
                    break;
                }
            }
            items.add(grammar.expression(0));
        }
        words.next();
        return words.made(new Node.ListLiteral(start, List.copyOf(items)));
    }

    private Node map() {
        int start = words.current().position();
        words.next();
        var pairs = new ArrayList<Node.Pair>();
        while (!words.current().isBracket("}")) {
            if (!pairs.isEmpty()) {
                words.expectOperator(",");
                if (words.current().isBracket("}")) {
                    break;
                }
                if (words.current().isOperator(",")) {
                    throw words.unexpected("a key, or \"}\"");
                }
            }
            Node key = key();
            words.expectOperator(":");
            Node value = grammar.expression(0);
            words.count();
            pairs.add(new Node.Pair(key, value));
        }
        words.next();
        return words.made(new Node.MapLiteral(start, List.copyOf(pairs)));
    }

    private Node key() {
        Token token = words.current();
        return switch (token.kind()) {
            case IDENTIFIER, NUMBER, STRING -> {
                words.next();
                yield words.made(new Node.Text(token.position(), token.text()));
            }
            case BYTES, OPERATOR, BRACKET, END -> {
                if (token.isBracket("(")) {
                    yield grammar.expression(0);
                }
                throw Fault.compiling(
                        token.position(),
                        "a map key must be a quoted string, a number, a identifier, or an expression enclosed in"
                                + " parentheses (unexpected token " + token + ")");
            }
        };
    }

    Node postfix(Node first) {
        Node node = first;
        while (true) {
            if (words.current().isOperator(".") || words.current().isOperator("?.")) {
                boolean optional = words.current().isOperator("?.");
                words.next();
                node = optional && words.current().isBracket("[") ? indexed(node, true) : property(node, optional);
            } else if (words.current().isBracket("[")) {
                node = indexed(node, false);
            } else {
                return node;
            }
        }
    }

    private Node property(Node base, boolean optional) {
        Token name = words.current();
        words.next();
        boolean word = name.kind() == Token.Kind.IDENTIFIER
                || (name.kind() == Token.Kind.OPERATOR
                        && Character.isLetter(name.text().codePointAt(0)));
        if (!word) {
            throw Fault.compiling(words.current().position(), "expected name");
        }
        boolean chained = base instanceof Node.Chain;
        Node inner = base instanceof Node.Chain(var _, var link) ? link : base;
        Node property = words.made(new Node.Text(name.position(), name.text()));
        boolean called = words.current().isBracket("(");
        Node node = words.made(new Node.Member(name.position(), inner, property, optional, called));
        if (called) {
            var arguments = new ArrayList<Node>();
            calls.arguments(arguments);
            node = words.made(new Node.Call(name.position(), node, List.copyOf(arguments)));
        }
        return chained || optional ? words.made(new Node.Chain(name.position(), node)) : node;
    }

    private Node indexed(Node base, boolean optional) {
        int start = words.current().position();
        words.next();
        if (words.acceptOperator(":")) {
            Node to = words.current().isBracket("]") ? null : grammar.expression(0);
            return sliced(start, base, null, to);
        }
        Node from = grammar.expression(0);
        if (words.acceptOperator(":")) {
            Node to = words.current().isBracket("]") ? null : grammar.expression(0);
            return sliced(start, base, from, to);
        }
        words.expectBracket("]");
        Node node = words.made(new Node.Member(start, base, from, optional, false));
        return optional ? words.made(new Node.Chain(start, node)) : node;
    }

    private Node sliced(int start, Node base, @Nullable Node from, @Nullable Node to) {
        words.expectBracket("]");
        return words.made(new Node.Slice(start, base, from, to));
    }
}
