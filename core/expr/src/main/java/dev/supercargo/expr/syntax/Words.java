package dev.supercargo.expr.syntax;

import java.util.List;

/// The words of a source, read one after the other; keeps count of nodes and levels.
final class Words {
    private final List<Token> tokens;
    private final int maxDepth;
    private int at;
    private Token current;
    private int nodes;
    private int depth;

    Words(List<Token> tokens, int maxDepth) {
        this.tokens = tokens;
        this.maxDepth = maxDepth;
        this.current = tokens.getFirst();
    }

    Token current() {
        return current;
    }

    /// The word after the current one; at the end, the end.
    Token ahead() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    void next() {
        at++;
        if (at >= tokens.size()) {
            throw Fault.compiling(current.position(), "unexpected end of expression");
        }
        current = tokens.get(at);
    }

    Fault unexpected(String expected) {
        return Fault.unexpected(current, expected);
    }

    void expectOperator(String operator) {
        if (!current.isOperator(operator)) {
            throw unexpected("\"" + operator + "\"");
        }
        next();
    }

    void expectBracket(String bracket) {
        if (!current.isBracket(bracket)) {
            throw unexpected("\"" + bracket + "\"");
        }
        next();
    }

    boolean acceptOperator(String operator) {
        boolean here = current.isOperator(operator);
        if (here) {
            next();
        }
        return here;
    }

    /// Counts a node that was made.
    <N extends Node> N made(N node) {
        count();
        return node;
    }

    void count() {
        nodes++;
        if (nodes > Parser.MAX_NODES) {
            throw Fault.compiling(current.position(), "compilation failed: expression exceeds maximum allowed nodes");
        }
    }

    void enter() {
        if (++depth > maxDepth) {
            throw tooDeep(current);
        }
    }

    void leave() {
        depth--;
    }

    static Fault tooDeep(Token token) {
        return Fault.compiling(token.position(), "compilation failed: expression is nested too deep");
    }
}
