package dev.supercargo.expr;

import dev.supercargo.expr.run.Program;
import dev.supercargo.expr.syntax.Fault;
import org.jspecify.annotations.Nullable;

/// Bare expressions, without delimiters.
///
/// Compiled expressions are remembered, a bounded number of them; evaluating the same text again only runs it.
public final class Expressions {
    private static final ProgramCache PROGRAMS = new ProgramCache();

    private Expressions() {}

    /// The value of an expression: a document tree, or one of the kinds of `dev.supercargo.expr.value`.
    ///
    /// @throws ExpressionException when it cannot be compiled, or fails
    public static @Nullable Object evaluate(String source, Environment environment) {
        try {
            Program program = PROGRAMS.get(source, environment);
            return program.run(environment.root(), environment.functions(), environment.now(), environment.room());
        } catch (Fault e) {
            throw Snippet.explain(source, e);
        }
    }

    /// Compiles an expression and throws the result away: for whoever only wants to know whether it is well-formed.
    ///
    /// @throws ExpressionException when it cannot be compiled
    public static void check(String source, Environment environment) {
        try {
            PROGRAMS.get(source, environment);
        } catch (Fault e) {
            throw Snippet.explain(source, e);
        }
    }
}
