package dev.supercargo.expr.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Calls of builtins and functions, and the predicates that some builtins take.
final class Calls {
    private final Words words;
    private final Grammar grammar;
    private int predicates;

    Calls(Words words, Grammar grammar) {
        this.words = words;
        this.grammar = grammar;
    }

    /// Whether a predicate is being read, where `#` means something.
    boolean isInPredicate() {
        return predicates > 0;
    }

    Node call(Token name, @Nullable Node piped) {
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
            return words.made(new Node.Builtin(name.position(), name.text(), List.copyOf(arguments)));
        }
        Node callee = words.made(new Node.Identifier(name.position(), name.text()));
        return words.made(new Node.Call(name.position(), callee, List.copyOf(arguments)));
    }

    Node piped(Node left) {
        Token name = words.current();
        if (name.kind() != Token.Kind.IDENTIFIER) {
            throw words.unexpected("the name of a function");
        }
        words.next();
        return call(name, left);
    }

    void arguments(List<Node> arguments) {
        words.expectBracket("(");
        boolean first = true;
        while (!words.current().isBracket(")")) {
            if (!first) {
                words.expectOperator(",");
                if (words.current().isBracket(")")) {
                    break;
                }
            }
            first = false;
            arguments.add(grammar.expression(0));
        }
        words.next();
    }

    private Node predicateCall(Token name, Builtins.Shape shape, List<Node> arguments) {
        words.expectBracket("(");
        boolean piped = !arguments.isEmpty();
        if (!piped) {
            arguments.add(grammar.expression(0));
        }
        boolean end = shape.predicateOptional() && words.current().isBracket(")");
        if (!end) {
            if (!piped) {
                words.expectOperator(",");
            }
            if (!(shape.predicateOptional() && words.current().isBracket(")"))) {
                arguments.add(predicate());
            }
        }
        if (shape.extra() && words.current().isOperator(",")) {
            words.next();
            if (!words.current().isBracket(")")) {
                arguments.add(grammar.expression(0));
            }
        }
        words.acceptOperator(",");
        words.expectBracket(")");
        return words.made(new Node.Builtin(name.position(), name.text(), List.copyOf(arguments)));
    }

    Node predicate() {
        int start = words.current().position();
        predicates++;
        Node body;
        if (words.current().isBracket("{")) {
            body = grammar.block();
        } else {
            body = grammar.expression(0);
            if (words.current().isOperator(";")) {
                throw Fault.compiling(words.current().position(), "wrap predicate with brackets { and }");
            }
        }
        predicates--;
        return words.made(new Node.Predicate(start, body));
    }
}
