package dev.supercargo.expr.syntax;

import org.jspecify.annotations.Nullable;

/// A mistake at a place of the source; the entry point turns it into the message for the user.
public final class Fault extends RuntimeException {
    private final int position;
    private final boolean atRunTime;
    private final String expected;

    private Fault(int position, String message, boolean atRunTime, String expected, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.expected = expected;
        this.position = position;
        this.atRunTime = atRunTime;
    }

    /// A mistake found before the expression runs.
    ///
    /// @param position offset in code points
    public static Fault compiling(int position, String message) {
        return new Fault(position, message, false, "", null);
    }

    /// A word that cannot stand at its place.
    ///
    /// @param expected what could have stood there instead
    static Fault unexpected(Token token, String expected) {
        return new Fault(token.position(), "unexpected token " + token, false, expected, null);
    }

    /// A mistake found while the expression runs.
    public static Fault running(int position, String message) {
        return new Fault(position, message, true, "", null);
    }

    /// A failure of a function of the surroundings.
    public static Fault running(int position, RuntimeException cause) {
        String message = cause.getMessage();
        return new Fault(position, message == null ? cause.getClass().getSimpleName() : message, true, "", cause);
    }

    /// The offset in code points.
    public int position() {
        return position;
    }

    /// What could have stood at the place instead of what does; empty where that is not known.
    public String expected() {
        return expected;
    }

    /// Whether it was found while the expression ran.
    public boolean isAtRunTime() {
        return atRunTime;
    }
}
