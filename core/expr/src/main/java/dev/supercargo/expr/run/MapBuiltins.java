package dev.supercargo.expr.run;

import dev.supercargo.expr.value.Dictionary;
import dev.supercargo.expr.value.GoText;
import dev.supercargo.expr.value.MapOrder;
import dev.supercargo.expr.value.Type;
import dev.supercargo.expr.value.ValueException;
import dev.supercargo.expr.value.Values;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Builtins on maps; results are in the order of keys.
final class MapBuiltins {
    private MapBuiltins() {}

    private static Map<?, ?> map(Inputs in, String before, String after) {
        if (in.get(0) instanceof Map<?, ?> map) {
            return map;
        }
        throw new ValueException(before + Values.kindName(in.get(0)) + after);
    }

    static Object keys(Inputs in) {
        return MapOrder.entries(map(in, "cannot get keys from ", "")).stream()
                .<@Nullable Object>map(Map.Entry::getKey)
                .toList();
    }

    static Object values(Inputs in) {
        return MapOrder.entries(map(in, "cannot get values from ", "")).stream()
                .<@Nullable Object>map(entry -> Values.of(entry.getValue()))
                .toList();
    }

    static Object toPairs(Inputs in) {
        return MapOrder.entries(map(in, "cannot transform ", " to pairs")).stream()
                .<@Nullable Object>map(entry -> Arrays.asList(entry.getKey(), Values.of(entry.getValue())))
                .toList();
    }

    static Object fromPairs(Inputs in) {
        if (!(in.get(0) instanceof List<?> pairs)) {
            throw new ValueException("cannot transform " + Values.kindName(in.get(0)) + " from pairs");
        }
        var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
        for (Object given : pairs) {
            if (!(Values.of(given) instanceof List<?> pair)) {
                throw new ValueException("invalid pair " + GoText.of(given));
            }
            if (pair.size() != 2) {
                throw new ValueException("invalid pair length " + GoText.of(pair));
            }
            Object key = Values.of(pair.getFirst());
            if (key instanceof List<?> || key instanceof Map<?, ?>) {
                throw new ValueException("cannot use a value of type " + Values.typeName(key) + " as a key");
            }
            map.put(key, Values.of(pair.getLast()));
        }
        return Dictionary.of(Type.ANY_MAP, map);
    }
}
