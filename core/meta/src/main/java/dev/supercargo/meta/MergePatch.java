package dev.supercargo.meta;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// JSON merge patches (RFC 7386) between document trees: made by [#between], carried out by [#apply].
public final class MergePatch {
    private MergePatch() {}

    /// The patch that turns `before` into `after`: removed keys as `null`, lists replaced whole; empty where they mean
    /// the same.
    public static Map<String, Object> between(Map<String, Object> before, Map<String, Object> after) {
        var patch = new LinkedHashMap<String, Object>();
        before.forEach((key, old) -> {
            if (old != null && !after.containsKey(key)) {
                Json.putNullable(patch, key, null);
            }
        });
        after.forEach((key, wanted) -> {
            Object old = before.get(key);
            if (old instanceof Map<?, ?> && wanted instanceof Map<?, ?>) {
                Map<String, Object> inner = between(Json.asObject(old), Json.asObject(wanted));
                if (!inner.isEmpty()) {
                    patch.put(key, inner);
                }
            } else if (!Json.same(old, wanted) || (wanted == null && before.containsKey(key) && old != null)) {
                Json.putNullable(patch, key, Json.copyOf(wanted));
            }
        });
        return patch;
    }

    /// The target after the patch; neither argument is changed.
    public static @Nullable Object apply(@Nullable Object target, @Nullable Object patch) {
        if (!(patch instanceof Map<?, ?> changes)) {
            return Json.copyOf(patch);
        }
        Map<String, Object> result =
                target instanceof Map<?, ?> ? Json.copy(Json.asObject(target)) : new LinkedHashMap<>();
        changes.forEach((key, value) -> {
            String name = Objects.toString(key);
            if (value == null) {
                result.remove(name);
            } else {
                Json.putNullable(result, name, apply(result.get(name), value));
            }
        });
        return result;
    }
}
