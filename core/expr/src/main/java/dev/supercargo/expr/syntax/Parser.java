package dev.supercargo.expr.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads an expression.
public final class Parser {
    /// The most nodes that an expression may have (expressions.md B.8).
    static final int MAX_NODES = 10_000;

    /// The deepest nesting of parentheses, which are no nodes; without a room, what fits right here.
    private static final int MAX_DEPTH = 10_000;

    private static final int DEPTH_HERE = 400;

    private Parser() {}

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
            return new Parsed(whole(tokens, MAX_DEPTH), tokens.size());
        }
        Node node = room == null ? here(tokens) : room.call(() -> whole(tokens, MAX_DEPTH));
        int depth = Depth.of(node);
        if (room == null && depth > Room.DEPTH_HERE) {
            throw Words.tooDeep(tokens.getLast());
        }
        return new Parsed(node, depth);
    }

    /// What fits depends on how much of the stack is used already, and on what the JVM has compiled.
    private static Node here(List<Token> tokens) {
        try {
            return whole(tokens, DEPTH_HERE);
        } catch (StackOverflowError e) {
            throw Words.tooDeep(tokens.getLast());
        }
    }

    private static Node whole(List<Token> tokens, int maxDepth) {
        var words = new Words(tokens, maxDepth);
        Node node = new Grammar(words).sequence();
        if (words.current().kind() != Token.Kind.END) {
            throw words.unexpected("an operator, or the end of the expression");
        }
        return node;
    }
}
