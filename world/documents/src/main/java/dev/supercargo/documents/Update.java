package dev.supercargo.documents;

import org.jspecify.annotations.Nullable;

/// One wish: the value at a key path shall be `value` (text, number or boolean; anything else is refused).
public record Update(String key, @Nullable Object value) {
    /// Whether the value is one that can be written.
    boolean isScalar() {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }
}
