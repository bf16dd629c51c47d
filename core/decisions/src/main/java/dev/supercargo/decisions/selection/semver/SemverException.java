package dev.supercargo.decisions.selection.semver;

/// A text is no version or no constraint; the message is the one that users of the API know.
public final class SemverException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    SemverException(String message) {
        super(message);
    }
}
