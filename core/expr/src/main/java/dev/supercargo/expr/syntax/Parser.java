package dev.supercargo.expr.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads an expression: a Pratt parser over the tokens (expressions.md B.2).
public final class Parser {
    /// The most nodes that an expression may have (expressions.md B.8).
    public static final int MAX_NODES = 10_000;

    /// The deepest nesting of parentheses, which are no nodes; without a room, what fits right here.
    private static final int MAX_DEPTH = 10_000;

    private static final int DEPTH_HERE = 400;

    private final List<Token> tokens;
    private int at;
    private Token current;
    private int nodes;
    private int depth;
    private int predicates;
    private final int maxDepth;

    private Parser(List<Token> tokens, int maxDepth) {
        this.tokens = tokens;
        this.maxDepth = maxDepth;
        this.current = tokens.getFirst();
    }

    /// An expression and how deep its tree is at most.
    public record Parsed(Node node, int depth) {}

    /// The tree of an expression.
    ///
    /// @throws Fault at the token that cannot stand where it does
    public static Node parse(String source) {
        return parse(source, null).node();
    }

    /// The tree of an expression, read in a room where it is long and there is one.
    public static Parsed parse(String source, @Nullable Room room) {
        List<Token> tokens = Lexer.tokens(source);
        if (tokens.size() <= Room.FEW_WORDS) {
            return new Parsed(new Parser(tokens, MAX_DEPTH).whole(), tokens.size());
        }
        Node node = room == null
                ? new Parser(tokens, DEPTH_HERE).whole()
                : room.call(() -> new Parser(tokens, MAX_DEPTH).whole());
        int depth = Depth.of(node);
        if (room == null && depth > Room.DEPTH_HERE) {
            throw tooDeep(tokens.getLast());
        }
        return new Parsed(node, depth);
    }

    private Node whole() {
        Node node = sequence();
        if (current.kind() != Token.Kind.END) {
            throw unexpected();
        }
        return node;
    }

    private static Fault tooDeep(Token token) {
        return Fault.compiling(token.position(), "compilation failed: expression is nested too deep");
    }

    private void next() {
        at++;
        if (at >= tokens.size()) {
            throw Fault.compiling(current.position(), "unexpected end of expression");
        }
        current = tokens.get(at);
    }

    private Fault unexpected() {
        return unexpected(current);
    }

    private static Fault unexpected(Token token) {
        return Fault.compiling(token.position(), "unexpected token " + token);
    }

    private void expectOperator(String operator) {
        if (!current.isOperator(operator)) {
            throw unexpected();
        }
        next();
    }

    private void expectBracket(String bracket) {
        if (!current.isBracket(bracket)) {
            throw unexpected();
        }
        next();
    }

    private boolean acceptOperator(String operator) {
        boolean here = current.isOperator(operator);
        if (here) {
            next();
        }
        return here;
    }

    private <N extends Node> N made(N node) {
        count();
        return node;
    }

    private void count() {
        nodes++;
        if (nodes > MAX_NODES) {
            throw Fault.compiling(current.position(), "compilation failed: expression exceeds maximum allowed nodes");
        }
    }

    private Node sequence() {
        int start = current.position();
        var parts = new ArrayList<Node>();
        parts.add(expression(0));
        while (acceptOperator(";")) {
            if (current.kind() == Token.Kind.END) {
                break;
            }
            parts.add(expression(0));
        }
        return parts.size() == 1 ? parts.getFirst() : made(new Node.Sequence(start, List.copyOf(parts)));
    }

    private Node expression(int precedence) {
        if (++depth > maxDepth) {
            throw tooDeep(current);
        }
        Node node;
        if (precedence == 0 && current.isOperator("let")) {
            node = let();
        } else if (precedence == 0 && current.isOperator("if")) {
            node = conditional();
        } else {
            node = operators(precedence);
            if (precedence == 0) {
                node = ternary(node);
            }
        }
        depth--;
        return node;
    }

    private Node let() {
        next();
        Token name = current;
        if (name.kind() != Token.Kind.IDENTIFIER) {
            throw unexpected();
        }
        next();
        expectOperator("=");
        Node value = expression(0);
        expectOperator(";");
        Node body = sequence();
        return made(new Node.Let(name.position(), name.text(), value, body));
    }

    /// A failure of its condition is shown at the very start.
    private Node conditional() {
        next();
        Node condition = expression(0);
        Node then = block();
        expectOperator("else");
        Node otherwise = current.isOperator("if") ? conditional() : block();
        return new Node.Conditional(0, condition, then, otherwise);
    }

    private Node block() {
        expectBracket("{");
        Node body = sequence();
        expectBracket("}");
        return body;
    }

    private Node ternary(Node first) {
        Node node = first;
        while (acceptOperator("?")) {
            Node then = node;
            if (!current.isOperator(":")) {
                then = expression(0);
            }
            expectOperator(":");
            Node otherwise = expression(0);
            node = made(new Node.Conditional(current.position(), node, then, otherwise));
        }
        return node;
    }

    private Node operators(int precedence) {
        Node left = primary();
        boolean afterCoalesce = false;
        while (true) {
            Token token = current;
            boolean negated = token.isOperator("not");
            if (negated) {
                Token next = tokens.get(Math.min(at + 1, tokens.size() - 1));
                if (!Operators.isNegatable(next)) {
                    throw unexpected(next);
                }
                token = next;
            }
            Operators.Binary operator = Operators.binary(token);
            if (operator == null || operator.precedence() < precedence) {
                return left;
            }
            if (negated) {
                next();
            }
            next();
            if (token.isOperator("|")) {
                left = piped(left);
            } else {
                if (afterCoalesce && !token.isOperator("??")) {
                    throw Fault.compiling(
                            token.position(),
                            "Operator (" + token.text()
                                    + ") and coalesce expressions (??) cannot be mixed. Wrap either by parentheses.");
                }
                left = Operators.isOrder(token) ? comparisons(left, token) : binary(left, token, operator);
                if (negated) {
                    left = made(new Node.Unary(token.position(), "not", left));
                }
            }
            afterCoalesce = token.isOperator("??");
        }
    }

    private Node binary(Node left, Token token, Operators.Binary operator) {
        Node right = expression(operator.precedence() + (operator.rightAssociative() ? 0 : 1));
        return made(new Node.Binary(token.position(), token.text(), left, right));
    }

    private Node piped(Node left) {
        Token name = current;
        if (name.kind() != Token.Kind.IDENTIFIER) {
            throw unexpected();
        }
        next();
        return call(name, left);
    }

    /// `a < b < c` is `a < b && b < c`, and counts as many nodes.
    private Node comparisons(Node first, Token operator) {
        var links = new ArrayList<Node.Link>();
        Token token = operator;
        while (true) {
            Node right = expression(Operators.precedence(token.text()) + 1);
            count();
            if (!links.isEmpty()) {
                count();
            }
            links.add(new Node.Link(token.position(), token.text(), right));
            if (!Operators.isOrder(current)) {
                break;
            }
            token = current;
            next();
        }
        return links.size() == 1
                ? new Node.Binary(
                        operator.position(),
                        operator.text(),
                        first,
                        links.getFirst().operand())
                : new Node.Comparisons(operator.position(), first, List.copyOf(links));
    }

    private Node primary() {
        Token token = current;
        Integer unary = Operators.unary(token);
        if (unary != null) {
            next();
            Node operand = expression(unary);
            return postfix(made(new Node.Unary(token.position(), token.text(), operand)));
        }
        if (token.isBracket("(")) {
            next();
            Node inner = sequence();
            expectBracket(")");
            return postfix(inner);
        }
        if (predicates > 0 && (token.isOperator("#") || token.isOperator("."))) {
            return postfix(pointer());
        }
        if (token.isOperator("::")) {
            next();
            Token name = current;
            if (name.kind() != Token.Kind.IDENTIFIER) {
                throw unexpected();
            }
            next();
            return postfix(call(name, null));
        }
        return secondary();
    }

    /// `.name` is short for `#.name`; the dot is left for the property.
    private Node pointer() {
        int start = current.position();
        String name = "";
        if (acceptOperator("#") && current.kind() == Token.Kind.IDENTIFIER) {
            name = current.text();
            next();
        }
        return made(new Node.Pointer(start, name));
    }

    private Node secondary() {
        Token token = current;
        return switch (token.kind()) {
            case IDENTIFIER -> {
                next();
                yield named(token);
            }
            case NUMBER -> {
                next();
                yield made(NumberLiteral.read(token, current.position()));
            }
            case STRING -> {
                next();
                yield postfix(made(new Node.Text(token.position(), token.text())));
            }
            case BYTES -> {
                next();
                yield postfix(made(new Node.Bytes(token.position(), token.text())));
            }
            case OPERATOR, BRACKET, END -> {
                if (token.isBracket("[")) {
                    yield postfix(list());
                }
                if (token.isBracket("{")) {
                    yield postfix(map());
                }
                throw unexpected();
            }
        };
    }

    /// Nothing can be attached to `true`, `false` and `nil`.
    private Node named(Token token) {
        return switch (token.text()) {
            case "true" -> made(new Node.Bool(token.position(), true));
            case "false" -> made(new Node.Bool(token.position(), false));
            case "nil" -> made(new Node.Nil(token.position()));
            default ->
                postfix(
                        current.isBracket("(")
                                ? call(token, null)
                                : made(new Node.Identifier(token.position(), token.text())));
        };
    }

    private Node list() {
        int start = current.position();
        next();
        var items = new ArrayList<Node>();
        while (!current.isBracket("]")) {
            if (!items.isEmpty()) {
                expectOperator(",");
                if (current.isBracket("]")) {
                    break;
                }
            }
            items.add(expression(0));
        }
        next();
        return made(new Node.ListLiteral(start, List.copyOf(items)));
    }

    private Node map() {
        int start = current.position();
        next();
        var pairs = new ArrayList<Node.Pair>();
        while (!current.isBracket("}")) {
            if (!pairs.isEmpty()) {
                expectOperator(",");
                if (current.isBracket("}")) {
                    break;
                }
                if (current.isOperator(",")) {
                    throw unexpected();
                }
            }
            Node key = key();
            expectOperator(":");
            Node value = expression(0);
            count();
            pairs.add(new Node.Pair(key, value));
        }
        next();
        return made(new Node.MapLiteral(start, List.copyOf(pairs)));
    }

    private Node key() {
        Token token = current;
        return switch (token.kind()) {
            case IDENTIFIER, NUMBER, STRING -> {
                next();
                yield made(new Node.Text(token.position(), token.text()));
            }
            case BYTES, OPERATOR, BRACKET, END -> {
                if (token.isBracket("(")) {
                    yield expression(0);
                }
                throw Fault.compiling(
                        token.position(),
                        "a map key must be a quoted string, a number, a identifier, or an expression enclosed in"
                                + " parentheses (unexpected token " + token + ")");
            }
        };
    }

    private Node call(Token name, @Nullable Node piped) {
        var arguments = new ArrayList<Node>();
        if (piped != null) {
            arguments.add(piped);
        }
        Builtins.Shape shape = Builtins.shape(name.text());
        if (shape != null) {
            return predicateCall(name, shape, arguments);
        }
        arguments(arguments);
        if (Builtins.contains(name.text())) {
            return made(new Node.Builtin(name.position(), name.text(), List.copyOf(arguments)));
        }
        Node callee = made(new Node.Identifier(name.position(), name.text()));
        return made(new Node.Call(name.position(), callee, List.copyOf(arguments)));
    }

    private void arguments(List<Node> arguments) {
        expectBracket("(");
        boolean first = true;
        while (!current.isBracket(")")) {
            if (!first) {
                expectOperator(",");
                if (current.isBracket(")")) {
                    break;
                }
            }
            first = false;
            arguments.add(expression(0));
        }
        next();
    }

    private Node predicateCall(Token name, Builtins.Shape shape, List<Node> arguments) {
        expectBracket("(");
        boolean piped = !arguments.isEmpty();
        if (!piped) {
            arguments.add(expression(0));
        }
        boolean end = shape.predicateOptional() && current.isBracket(")");
        if (!end) {
            if (!piped) {
                expectOperator(",");
            }
            if (!(shape.predicateOptional() && current.isBracket(")"))) {
                arguments.add(predicate());
            }
        }
        if (shape.extra() && current.isOperator(",")) {
            next();
            if (!current.isBracket(")")) {
                arguments.add(expression(0));
            }
        }
        acceptOperator(",");
        expectBracket(")");
        return made(new Node.Builtin(name.position(), name.text(), List.copyOf(arguments)));
    }

    private Node predicate() {
        int start = current.position();
        predicates++;
        Node body;
        if (current.isBracket("{")) {
            body = block();
        } else {
            body = expression(0);
            if (current.isOperator(";")) {
                throw Fault.compiling(current.position(), "wrap predicate with brackets { and }");
            }
        }
        predicates--;
        return made(new Node.Predicate(start, body));
    }

    private Node postfix(Node first) {
        Node node = first;
        while (true) {
            if (current.isOperator(".") || current.isOperator("?.")) {
                boolean optional = current.isOperator("?.");
                next();
                node = optional && current.isBracket("[") ? indexed(node, true) : property(node, optional);
            } else if (current.isBracket("[")) {
                node = indexed(node, false);
            } else {
                return node;
            }
        }
    }

    private Node property(Node base, boolean optional) {
        Token name = current;
        next();
        boolean word = name.kind() == Token.Kind.IDENTIFIER
                || (name.kind() == Token.Kind.OPERATOR
                        && Character.isLetter(name.text().codePointAt(0)));
        if (!word) {
            throw Fault.compiling(current.position(), "expected name");
        }
        boolean chained = base instanceof Node.Chain;
        Node inner = base instanceof Node.Chain(var _, var link) ? link : base;
        Node property = made(new Node.Text(name.position(), name.text()));
        boolean called = current.isBracket("(");
        Node node = made(new Node.Member(name.position(), inner, property, optional, called));
        if (called) {
            var arguments = new ArrayList<Node>();
            arguments(arguments);
            node = made(new Node.Call(name.position(), node, List.copyOf(arguments)));
        }
        return chained || optional ? made(new Node.Chain(name.position(), node)) : node;
    }

    private Node indexed(Node base, boolean optional) {
        int start = current.position();
        next();
        if (acceptOperator(":")) {
            Node to = current.isBracket("]") ? null : expression(0);
            return sliced(start, base, null, to);
        }
        Node from = expression(0);
        if (acceptOperator(":")) {
            Node to = current.isBracket("]") ? null : expression(0);
            return sliced(start, base, from, to);
        }
        expectBracket("]");
        Node node = made(new Node.Member(start, base, from, optional, false));
        return optional ? made(new Node.Chain(start, node)) : node;
    }

    private Node sliced(int start, Node base, @Nullable Node from, @Nullable Node to) {
        expectBracket("]");
        return made(new Node.Slice(start, base, from, to));
    }
}
