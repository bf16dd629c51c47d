package dev.supercargo.decisions.selection;

/// A subscription cannot be carried out as it is written; the message is what the Warehouse shows.
public final class SelectionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    SelectionException(String message) {
        super(message);
    }

    /// The same, seen from further out.
    SelectionException within(String doing) {
        return new SelectionException(doing + ": " + getMessage());
    }
}
