package dev.supercargo.golden;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One answer, with its body as text.
record Answer(int status, Map<String, List<String>> headers, String text) {
    /// The body as a tree; null where it is none.
    @Nullable
    Object body() {
        try {
            return text.isEmpty() ? null : Json.parse(text);
        } catch (JsonException _) {
            return null;
        }
    }
}
