package dev.supercargo.expr.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Kargo reads every number of a JSON document as a float (expressions.md B.4); a tree of ours keeps integers apart.
public final class JsonNumbers {
    private JsonNumbers() {}

    /// A copy of the tree in which every number is a `Double`.
    public static @Nullable Object floats(@Nullable Object tree) {
        return switch (tree) {
            case null -> null;
            case Number number -> number.doubleValue();
            case Map<?, ?> map -> {
                var copy = LinkedHashMap.<Object, @Nullable Object>newLinkedHashMap(map.size());
                map.forEach((key, value) -> copy.put(key, floats(value)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>(list.size());
                list.forEach(item -> copy.add(floats(item)));
                yield copy;
            }
            default -> tree;
        };
    }
}
