package dev.supercargo.rest;

/// A request that is not answered as it wished: a status, and the text of the body `{"error": ...}` (rest-api.md 4).
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String text) {
        super(text);
        this.status = status;
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
