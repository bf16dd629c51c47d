package dev.supercargo.kube.apiserver.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.CelByteString;
import java.time.Duration;
import java.util.List;

/// `isSorted`, `sum`, `min`, `max`, `indexOf`, `lastIndexOf` of lists.
final class ListFunctions {
    private static final CelType T = TypeParamType.create("T");
    private static final CelType LIST = ListType.create(T);

    private ListFunctions() {}

    static void addTo(Library library) {
        library.method("isSorted", SimpleType.BOOL, List.of(LIST), args -> isSorted((List<?>) args[0]));
        library.method("min", T, List.of(LIST), args -> extreme((List<?>) args[0], -1, "min"));
        library.method("max", T, List.of(LIST), args -> extreme((List<?>) args[0], 1, "max"));
        library.method("indexOf", SimpleType.INT, List.of(LIST, T), args -> indexOf((List<?>) args[0], args[1]));
        library.method(
                "lastIndexOf", SimpleType.INT, List.of(LIST, T), args -> lastIndexOf((List<?>) args[0], args[1]));
        library.method(
                "sum", SimpleType.INT, List.of(ListType.create(SimpleType.INT)), args -> sum((List<?>) args[0], 0L));
        library.method(
                "sum",
                SimpleType.DOUBLE,
                List.of(ListType.create(SimpleType.DOUBLE)),
                args -> sum((List<?>) args[0], 0.0));
        library.method(
                "sum",
                SimpleType.DURATION,
                List.of(ListType.create(SimpleType.DURATION)),
                args -> sum((List<?>) args[0], Duration.ZERO));
    }

    private static boolean isSorted(List<?> list) {
        for (int i = 1; i < list.size(); i++) {
            if (compare(list.get(i - 1), list.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static Object extreme(List<?> list, int direction, String name) {
        if (list.isEmpty()) {
            throw new RuleFailure(name + " called on empty list");
        }
        Object best = list.getFirst();
        for (Object item : list) {
            best = Integer.signum(compare(item, best)) == direction ? item : best;
        }
        return best;
    }

    private static long indexOf(List<?> list, Object wanted) {
        for (int i = 0; i < list.size(); i++) {
            if (Equality.same(list.get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static long lastIndexOf(List<?> list, Object wanted) {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (Equality.same(list.get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }

    /// The sum of a list; where the checker did not know its type, that of its first element decides over `zero`.
    private static Object sum(List<?> list, Object zero) {
        Object sum = list.isEmpty() ? zero : null;
        for (Object item : list) {
            sum = sum == null ? item : plus(sum, item);
        }
        return sum == null ? zero : sum;
    }

    private static Object plus(Object a, Object b) {
        try {
            if (a instanceof Long x && b instanceof Long y) {
                return Math.addExact(x, y);
            }
            if (a instanceof Duration x && b instanceof Duration y) {
                return x.plus(y);
            }
        } catch (ArithmeticException e) {
            throw new RuleFailure("integer overflow");
        }
        if (a instanceof Double x && b instanceof Double y) {
            return x + y;
        }
        throw new RuleFailure("no such overload");
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // both values have the same class, which is comparable to itself
    private static int compare(Object a, Object b) {
        if (a instanceof CelByteString x && b instanceof CelByteString y) {
            return CelByteString.unsignedLexicographicalComparator().compare(x, y);
        }
        if (a instanceof String x && b instanceof String y) {
            return java.util.Arrays.compareUnsigned(
                    x.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    y.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        if (a instanceof Comparable x && a.getClass() == b.getClass()) {
            return x.compareTo(b);
        }
        throw new RuleFailure("no such overload");
    }
}
