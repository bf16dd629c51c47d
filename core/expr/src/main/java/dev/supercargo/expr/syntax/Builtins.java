package dev.supercargo.expr.syntax;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names of builtins, and the shape of the calls that take a predicate.
public final class Builtins {
    /// What a builtin with a predicate takes after the list.
    ///
    /// @param predicateOptional whether the predicate may be missing
    /// @param extra whether one more expression may follow
    record Shape(boolean predicateOptional, boolean extra) {}

    private static final Shape PLAIN = new Shape(false, false);
    private static final Map<String, Shape> PREDICATES = Map.ofEntries(
            Map.entry("all", PLAIN),
            Map.entry("none", PLAIN),
            Map.entry("any", PLAIN),
            Map.entry("one", PLAIN),
            Map.entry("filter", PLAIN),
            Map.entry("map", PLAIN),
            Map.entry("find", PLAIN),
            Map.entry("findIndex", PLAIN),
            Map.entry("findLast", PLAIN),
            Map.entry("findLastIndex", PLAIN),
            Map.entry("groupBy", PLAIN),
            Map.entry("count", new Shape(true, false)),
            Map.entry("sum", new Shape(true, false)),
            Map.entry("sortBy", new Shape(false, true)),
            Map.entry("reduce", new Shape(false, true)));
    private static final Set<String> OTHERS = Set.of(
            "len",
            "type",
            "abs",
            "ceil",
            "floor",
            "round",
            "int",
            "float",
            "string",
            "trim",
            "trimPrefix",
            "trimSuffix",
            "upper",
            "lower",
            "split",
            "splitAfter",
            "replace",
            "repeat",
            "join",
            "indexOf",
            "lastIndexOf",
            "hasPrefix",
            "hasSuffix",
            "max",
            "min",
            "mean",
            "median",
            "toJSON",
            "fromJSON",
            "toBase64",
            "fromBase64",
            "now",
            "duration",
            "date",
            "timezone",
            "first",
            "last",
            "get",
            "take",
            "keys",
            "values",
            "toPairs",
            "fromPairs",
            "reverse",
            "uniq",
            "concat",
            "flatten",
            "sort",
            "bitand",
            "bitor",
            "bitxor",
            "bitnand",
            "bitnot",
            "bitshl",
            "bitshr",
            "bitushr");

    private Builtins() {}

    /// Whether a builtin has this name.
    public static boolean contains(String name) {
        return OTHERS.contains(name) || PREDICATES.containsKey(name);
    }

    /// Whether the builtin takes a predicate.
    public static boolean takesPredicate(String name) {
        return PREDICATES.containsKey(name);
    }

    static @Nullable Shape shape(String name) {
        return PREDICATES.get(name);
    }
}
