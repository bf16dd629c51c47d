package dev.supercargo.simulation;

/// The process is killed here and now: nothing of it goes on, nothing catches this.
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed(String where) {
        super(where, null, false, false);
    }
}
