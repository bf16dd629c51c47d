package dev.supercargo.simulation;

/// Something was asserted of the world and is not so. An error, so that no turn takes it for a failure
/// of its own.
public final class Broken extends Error {
    private static final long serialVersionUID = 1L;

    Broken(String what) {
        super(what);
    }

    Broken(String what, Throwable cause) {
        super(what, cause);
    }
}
