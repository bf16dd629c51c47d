package dev.supercargo.documents;

/// The document cannot be read, or the key path does not lead to a value that can be set.
public final class DocumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DocumentException(String message) {
        super(message);
    }

    DocumentException(String message, Throwable cause) {
        super(message, cause);
    }
}
