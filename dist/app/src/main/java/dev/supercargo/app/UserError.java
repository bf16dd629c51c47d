package dev.supercargo.app;

/// Something that the user can mend: the message names the thing, the wish and the next step. Ends the process with
/// status 1 and without a stack trace.
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserError(String message) {
        super(message);
    }

    /// The innermost words about a failure.
    public static String cause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
