package dev.supercargo.kube.apiserver.apply;

import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One step from a value to a part of it. Ordered as `fieldsV1` writes them.
sealed interface PathElement extends Comparable<PathElement> {
    /// The value of a key in a map: `f:name`.
    record Field(String name) implements PathElement {}

    /// The element of a list that has these keys: `k:{"name":"x"}`.
    record Key(Map<String, Object> keys) implements PathElement {
        public Key {
            keys = new TreeMap<>(keys);
        }
    }

    /// An element of a set: `v:"x"`.
    record Value(@Nullable Object value) implements PathElement {}

    /// A place in a list: `i:3`. Only read, never made.
    record Index(long index) implements PathElement {}

    /// The element as a key of `fieldsV1`.
    default String encoded() {
        return switch (this) {
            case Field(var name) -> "f:" + name;
            case Key(var keys) -> "k:" + Json.print(keys);
            case Value(var value) -> "v:" + Json.print(value);
            case Index(var index) -> "i:" + index;
        };
    }

    /// The element that a key of `fieldsV1` denotes; empty for anything else.
    static Optional<PathElement> decoded(String text) {
        if (text.length() < 2 || text.charAt(1) != ':') {
            return Optional.empty();
        }
        String rest = text.substring(2);
        try {
            return switch (text.charAt(0)) {
                case 'f' -> Optional.of(new Field(rest));
                case 'k' -> Optional.of(new Key(Json.parseObject(rest)));
                case 'v' -> Optional.of(new Value(Json.parse(rest)));
                case 'i' -> Optional.of(new Index(Long.parseLong(rest)));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The element as messages show it: `.name`, `[name="x"]`, `[="x"]`.
    default String shown() {
        return switch (this) {
            case Field(var name) -> "." + name;
            case Key(var keys) ->
                keys.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + shownValue(entry.getValue()))
                        .collect(Collectors.joining(",", "[", "]"));
            case Value(var value) -> "[=" + shownValue(value) + "]";
            case Index(var index) -> "[" + index + "]";
        };
    }

    private static String shownValue(@Nullable Object value) {
        return value instanceof String text ? FieldError.quote(text) : Json.print(value);
    }

    @Override
    default int compareTo(PathElement other) {
        if (this instanceof Field(var mine) && other instanceof Field(var theirs)) {
            return mine.compareTo(theirs);
        }
        int byKind = Integer.compare(rank(), other.rank());
        return byKind != 0 ? byKind : encoded().compareTo(other.encoded());
    }

    private int rank() {
        return switch (this) {
            case Field _ -> 0;
            case Key _ -> 1;
            case Value _ -> 2;
            case Index _ -> 3;
        };
    }
}
