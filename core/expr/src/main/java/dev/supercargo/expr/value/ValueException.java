package dev.supercargo.expr.value;

/// An operation that its operands do not allow; whoever evaluates adds the position.
public final class ValueException extends RuntimeException {
    /// @param message the complaint, for the author of the expression
    public ValueException(String message) {
        super(message, null, false, false);
    }
}
