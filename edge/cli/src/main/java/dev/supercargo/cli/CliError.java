package dev.supercargo.cli;

/// Something that the user can mend. Printed as `Error: ...`; the exit status is 1.
public final class CliError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CliError(String message) {
        super(message);
    }
}
