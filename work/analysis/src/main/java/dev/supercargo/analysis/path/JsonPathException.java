package dev.supercargo.analysis.path;

/// A path is malformed, or leads nowhere.
public final class JsonPathException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JsonPathException(String message) {
        super(message);
    }
}
