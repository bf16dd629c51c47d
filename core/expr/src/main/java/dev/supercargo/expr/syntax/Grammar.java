package dev.supercargo.expr.syntax;

import java.util.ArrayList;
import java.util.List;

/// Operators, choices, names and sequences: a Pratt parser (expressions.md B.2).
final class Grammar {
    private final Words words;
    private final Operands operands;
    private final Calls calls;

    Grammar(Words words) {
        this.words = words;
        this.calls = new Calls(words, this);
        this.operands = new Operands(words, this, calls);
    }

    Node sequence() {
        int start = words.current().position();
        var parts = new ArrayList<Node>();
        parts.add(expression(0));
        while (words.acceptOperator(";")) {
            if (words.current().kind() == Token.Kind.END) {
                break;
            }
            parts.add(expression(0));
        }
        return parts.size() == 1 ? parts.getFirst() : words.made(new Node.Sequence(start, List.copyOf(parts)));
    }

    Node expression(int precedence) {
        words.enter();
        Node node;
        if (precedence == 0 && words.current().isOperator("let")) {
            node = let();
        } else if (precedence == 0 && words.current().isOperator("if")) {
            node = conditional();
        } else {
            node = operators(precedence);
            if (precedence == 0) {
                node = ternary(node);
            }
        }
        words.leave();
        return node;
    }

    private Node let() {
        words.next();
        Token name = words.current();
        if (name.kind() != Token.Kind.IDENTIFIER) {
            throw words.unexpected("the name of a variable");
        }
        words.next();
        words.expectOperator("=");
        Node value = expression(0);
        words.expectOperator(";");
        Node body = sequence();
        return words.made(new Node.Let(name.position(), name.text(), value, body));
    }

    /// A failure of its condition is shown at the very start.
    private Node conditional() {
        words.next();
        Node condition = expression(0);
        Node then = block();
        words.expectOperator("else");
        Node otherwise = words.current().isOperator("if") ? conditional() : block();
        return new Node.Conditional(0, condition, then, otherwise);
    }

    Node block() {
        words.expectBracket("{");
        Node body = sequence();
        words.expectBracket("}");
        return body;
    }

    private Node ternary(Node first) {
        Node node = first;
        while (words.acceptOperator("?")) {
            Node then = node;
            if (!words.current().isOperator(":")) {
                then = expression(0);
            }
            words.expectOperator(":");
            Node otherwise = expression(0);
            node = words.made(new Node.Conditional(words.current().position(), node, then, otherwise));
        }
        return node;
    }

    private Node operators(int precedence) {
        Node left = operands.primary();
        boolean afterCoalesce = false;
        while (true) {
            Token token = words.current();
            boolean negated = token.isOperator("not");
            if (negated) {
                Token next = words.ahead();
                if (!Operators.isNegatable(next)) {
                    throw Fault.unexpected(next, "an operator that can be negated: in, contains, matches, ...");
                }
                token = next;
            }
            Operators.Binary operator = Operators.binary(token);
            if (operator == null || operator.precedence() < precedence) {
                return left;
            }
            if (negated) {
                words.next();
            }
            words.next();
            if (token.isOperator("|")) {
                left = calls.piped(left);
            } else {
                if (afterCoalesce && !token.isOperator("??")) {
                    throw Fault.compiling(
                            token.position(),
                            "Operator (" + token.text()
                                    + ") and coalesce expressions (??) cannot be mixed. Wrap either by parentheses.");
                }
                left = Operators.isOrder(token) ? comparisons(left, token) : binary(left, token, operator);
                if (negated) {
                    left = words.made(new Node.Unary(token.position(), "not", left));
                }
            }
            afterCoalesce = token.isOperator("??");
        }
    }

    private Node binary(Node left, Token token, Operators.Binary operator) {
        Node right = expression(operator.precedence() + (operator.rightAssociative() ? 0 : 1));
        return words.made(new Node.Binary(token.position(), token.text(), left, right));
    }

    /// `a < b < c` is `a < b && b < c`, and counts as many nodes.
    private Node comparisons(Node first, Token operator) {
        var links = new ArrayList<Node.Link>();
        Token token = operator;
        while (true) {
            Node right = expression(Operators.precedence(token.text()) + 1);
            words.count();
            if (!links.isEmpty()) {
                words.count();
            }
            links.add(new Node.Link(token.position(), token.text(), right));
            if (!Operators.isOrder(words.current())) {
                break;
            }
            token = words.current();
            words.next();
        }
        return links.size() == 1
                ? new Node.Binary(
                        operator.position(),
                        operator.text(),
                        first,
                        links.getFirst().operand())
                : new Node.Comparisons(operator.position(), first, List.copyOf(links));
    }
}
