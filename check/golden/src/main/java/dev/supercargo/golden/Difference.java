package dev.supercargo.golden;

import dev.supercargo.meta.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the first place where two document trees differ.
public final class Difference {
    private Difference() {}

    /// The first difference as `path: expected …, got …`, or empty where the trees mean the same.
    public static Optional<String> first(String path, @Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof Map<?, ?> e && actual instanceof Map<?, ?> a) {
            var keys = new LinkedHashSet<Object>(e.keySet());
            keys.addAll(a.keySet());
            for (Object key : keys) {
                String here = path + "." + key;
                if (!a.containsKey(key)) {
                    return Optional.of(here + ": expected " + Json.print(e.get(key)) + ", got nothing");
                }
                if (!e.containsKey(key)) {
                    return Optional.of(here + ": expected nothing, got " + Json.print(a.get(key)));
                }
                Optional<String> inner = first(here, e.get(key), a.get(key));
                if (inner.isPresent()) {
                    return inner;
                }
            }
            return Optional.empty();
        }
        if (expected instanceof List<?> e && actual instanceof List<?> a) {
            for (int i = 0; i < Math.min(e.size(), a.size()); i++) {
                Optional<String> inner = first(path + "[" + i + "]", e.get(i), a.get(i));
                if (inner.isPresent()) {
                    return inner;
                }
            }
            return e.size() == a.size()
                    ? Optional.empty()
                    : Optional.of(
                            path + ": expected " + e.size() + " items, got " + a.size() + ": " + Json.print(actual));
        }
        return Json.same(expected, actual)
                ? Optional.empty()
                : Optional.of((path.isEmpty() ? "." : path) + ": expected " + Json.print(expected) + ", got "
                        + Json.print(actual));
    }
}
