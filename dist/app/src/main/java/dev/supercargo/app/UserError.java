package dev.supercargo.app;

/// Something that the user can mend: the message names the thing, the wish and the next step. Ends the process with
/// status 1 and without a stack trace.
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserError(String message) {
        super(message);
    }
}
