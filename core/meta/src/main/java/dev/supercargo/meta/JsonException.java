package dev.supercargo.meta;

/// A text is not the JSON (or YAML) document that was wanted; the message says what and where.
public final class JsonException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public JsonException(String message) {
        super(message);
    }
}
