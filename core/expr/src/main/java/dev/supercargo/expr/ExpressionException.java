package dev.supercargo.expr;

import org.jspecify.annotations.Nullable;

/// A mistake in an expression or in the values that it met; the message names what was expected and shows where.
///
/// The message is `<problem> (<line>:<column>)` followed by the source line and a marker below the place. Where there
/// is no place to show (an empty source, a mistake of the template around the expression), it is the problem alone.
public final class ExpressionException extends RuntimeException {
    /// When the mistake was found.
    public enum Phase {
        /// Before the expression ran: syntax, static types, limits of size.
        COMPILE,
        /// While it ran.
        RUN
    }

    private final String problem;
    private final Phase phase;
    private final int line;
    private final int column;
    private final String expected;

    ExpressionException(
            String problem,
            Phase phase,
            int line,
            int column,
            String marked,
            String expected,
            @Nullable Throwable cause) {
        super(problem + marked, cause);
        this.problem = problem;
        this.phase = phase;
        this.line = line;
        this.column = column;
        this.expected = expected;
    }

    /// A mistake without a place: a result that is not what its place wants.
    public static ExpressionException plain(String problem, Phase phase, @Nullable Throwable cause) {
        return new ExpressionException(problem, phase, 0, 0, "", "", cause);
    }

    /// The same, introduced by what was being done.
    public ExpressionException within(String prefix) {
        String message = String.valueOf(getMessage());
        return new ExpressionException(
                prefix + problem, phase, line, column, message.substring(problem.length()), expected, this);
    }

    /// The sentence without position and source line.
    public String problem() {
        return problem;
    }

    /// Whether the expression could not be compiled, or failed while it ran.
    public Phase phase() {
        return phase;
    }

    /// The line, counted from 1; 0 where there is no place.
    public int line() {
        return line;
    }

    /// The column in code points, counted from 1; 0 where there is no place.
    public int column() {
        return column;
    }

    /// What could have stood at the place instead; empty where the language does not say.
    public String expected() {
        return expected;
    }

    /// Line and column as `1:5`, or the empty text where there is no place.
    public String place() {
        return line == 0 ? "" : line + ":" + column;
    }
}
