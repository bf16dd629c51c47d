package dev.supercargo.expr.run;

import dev.supercargo.expr.value.Dictionary;
import dev.supercargo.expr.value.GoText;
import dev.supercargo.expr.value.Members;
import dev.supercargo.expr.value.Named;
import dev.supercargo.expr.value.ObjectValue;
import dev.supercargo.expr.value.Sequence;
import dev.supercargo.expr.value.UInt;
import dev.supercargo.expr.value.Utf8;
import dev.supercargo.expr.value.ValueException;
import dev.supercargo.expr.value.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Members, indices and slices at run time (expressions.md B.4).
final class Access {
    private Access() {}

    /// `base.key`, `base[key]`
    static @Nullable Object fetch(@Nullable Object base, @Nullable Object key) {
        return switch (base) {
            case null -> throw new ValueException("cannot fetch " + GoText.of(key) + " from <nil>");
            case List<?> list -> element(list, toIndex(key));
            case Map<?, ?> map -> entry(map, key);
            case String text -> UInt.ofByte(byteAt(text, toIndex(key)));
            default -> member(base, key);
        };
    }

    private static @Nullable Object member(Object base, @Nullable Object key) {
        if (key instanceof String name) {
            Members members = Values.typeOf(base).members();
            Optional<Members.Method> method = members.method(name);
            if (method.isPresent()) {
                return method.get().boundTo(base);
            }
            if (base instanceof ObjectValue object && members.field(name).isPresent()) {
                return Values.of(object.field(name));
            }
        }
        throw new ValueException("cannot fetch " + GoText.of(key) + " from " + Values.typeName(base));
    }

    private static @Nullable Object element(List<?> list, long index) {
        int size = list.size();
        long place = index < 0 ? size + index : index;
        if (place < 0 || place >= size) {
            throw new ValueException("index out of range: " + place + " (array length is " + size + ")");
        }
        return Values.of(list.get((int) place));
    }

    private static int byteAt(String text, long index) {
        byte[] bytes = Utf8.encode(text);
        long place = index < 0 ? bytes.length + index : index;
        if (place < 0 || place >= bytes.length) {
            throw new ValueException("index out of range: " + place + " (array length is " + bytes.length + ")");
        }
        return bytes[(int) place];
    }

    private static @Nullable Object entry(Map<?, ?> map, @Nullable Object key) {
        if (map instanceof Dictionary dictionary) {
            Optional<Members.Method> method =
                    key instanceof String name ? dictionary.type().members().method(name) : Optional.empty();
            return method.isPresent() ? method.get().boundTo(dictionary) : dictionary.at(key);
        }
        if (key == null) {
            return null;
        }
        if (!(key instanceof String)) {
            throw new ValueException(
                    "cannot use " + Values.typeName(key) + " to get an element from " + Values.typeName(map));
        }
        return Values.of(map.get(key));
    }

    /// An index as it may be given: an integer, a float (truncated), a month.
    static long toIndex(@Nullable Object key) {
        return switch (key) {
            case Long number -> number;
            case UInt number -> number.bits();
            case Double number -> number.longValue();
            case Named(var _, Long number, var _) -> number;
            case null, default -> throw new ValueException("invalid operation: int(" + Values.typeName(key) + ")");
        };
    }

    /// `base[from:to]`: bounds are counted from the end where negative, and never out of range.
    static @Nullable Object slice(@Nullable Object base, @Nullable Object from, @Nullable Object to) {
        return switch (base) {
            case List<?> list -> {
                int start = bound(from, 0, list.size());
                int end = Math.max(start, bound(to, list.size(), list.size()));
                yield list instanceof Sequence sequence ? sequence.part(start, end) : list.subList(start, end);
            }
            case String text -> {
                byte[] bytes = Utf8.encode(text);
                int start = bound(from, 0, bytes.length);
                int end = Math.max(start, bound(to, bytes.length, bytes.length));
                yield Utf8.decode(Arrays.copyOfRange(bytes, start, end));
            }
            case null, default ->
                throw new ValueException("invalid argument for len (type " + Values.typeName(base) + ")");
        };
    }

    private static int bound(@Nullable Object given, int missing, int size) {
        if (given == null) {
            return missing;
        }
        long index = toIndex(given);
        return (int) Math.clamp(index < 0 ? size + index : index, 0L, size);
    }

    /// `needle in hay`
    static boolean isIn(@Nullable Object needle, @Nullable Object hay) {
        return switch (hay) {
            case null -> false;
            case List<?> list -> list.stream().anyMatch(item -> dev.supercargo.expr.value.Equality.equal(needle, item));
            case Dictionary dictionary -> dictionary.has(needle);
            case Map<?, ?> map -> {
                if (needle != null && !(needle instanceof String)) {
                    throw new ValueException(
                            "cannot use " + Values.typeName(needle) + " as a key of " + Values.typeName(map));
                }
                yield needle != null && map.containsKey(needle);
            }
            case ObjectValue object
            when needle instanceof String name ->
                object.type().members().field(name).isPresent();
            default -> throw new ValueException("operator \"in\" not defined on " + Values.typeName(hay));
        };
    }

    /// The list that a predicate walks: a list, or the bytes of a text.
    static List<?> list(@Nullable Object value, String builtin) {
        return switch (value) {
            case List<?> list -> list;
            case String text -> Sequence.ofBytes(Utf8.encode(text));
            case null, default ->
                throw new ValueException(
                        "builtin " + builtin + " takes only array (got " + Values.typeName(value) + ")");
        };
    }

    static boolean truth(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new ValueException("expected a boolean, got " + Values.typeName(value));
    }

    static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new ValueException("expected a string, got " + Values.typeName(value));
    }
}
