package dev.supercargo.kube.apiserver.cel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When two values of CEL are the same: numbers by value across types, lists in order unless they are keyed.
final class Equality {
    private Equality() {}

    static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof KeyedList x && b instanceof List<?> y) {
            return x.sameAs(y);
        }
        if (b instanceof KeyedList y && a instanceof List<?> x) {
            return y.sameAs(x);
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return sameLists(x, y);
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return sameMaps(x, y);
        }
        if (a instanceof Number x && b instanceof Number y) {
            return sameNumbers(x, y);
        }
        return a == null ? b == null : a.equals(b);
    }

    private static boolean sameLists(List<?> a, List<?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameMaps(Map<?, ?> a, Map<?, ?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : a.entrySet()) {
            if (!b.containsKey(entry.getKey()) || !same(entry.getValue(), b.get(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameNumbers(Number a, Number b) {
        if (a instanceof Double || b instanceof Double) {
            return a.doubleValue() == b.doubleValue();
        }
        return a.longValue() == b.longValue();
    }
}
