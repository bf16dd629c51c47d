package dev.supercargo.expr.value;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values as JSON text, as Go writes it, and back (expressions.md A.2, B.6).
public final class JsonText {
    private final StringBuilder out = new StringBuilder();
    private final boolean indent;

    private JsonText(boolean indent) {
        this.indent = indent;
    }

    /// Without blanks, keys sorted.
    ///
    /// @throws ValueException for what JSON cannot express: NaN, infinities, functions, keys that are no strings
    public static String compact(@Nullable Object value) {
        var text = new JsonText(false);
        text.write(value, 0);
        return text.out.toString();
    }

    /// Indented by two blanks, keys sorted.
    public static String indented(@Nullable Object value) {
        var text = new JsonText(true);
        text.write(value, 0);
        return text.out.toString();
    }

    /// The value of a JSON text; every number is a float.
    ///
    /// @throws ValueException when the text is not one JSON document
    public static @Nullable Object parse(String text) {
        try {
            return floats(Json.parse(text));
        } catch (JsonException e) {
            throw new ValueException("expected JSON: " + e.getMessage());
        }
    }

    private static @Nullable Object floats(@Nullable Object tree) {
        return switch (tree) {
            case Long number -> number.doubleValue();
            case Double number
            when Double.isInfinite(number) ->
                throw new ValueException("expected JSON: a number is beyond the range of doubles");
            case String text -> Utf8.readable(text);
            case Map<?, ?> map -> {
                var copy = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(map.size());
                map.forEach((key, value) -> copy.put(Utf8.readable((String) key), floats(value)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>(list.size());
                list.forEach(item -> copy.add(floats(item)));
                yield copy;
            }
            case null, default -> tree;
        };
    }

    private void write(@Nullable Object given, int depth) {
        Depth.check(depth);
        Object value = Values.of(given);
        if (Values.isNil(value)) {
            out.append("null");
            return;
        }
        switch (value) {
            case String text -> string(text);
            case Boolean flag -> out.append(flag.booleanValue());
            case Long number -> out.append(number.longValue());
            case Double number -> number(number);
            case UInt number -> out.append(number);
            case Named named -> write(named.value(), depth);
            case Duration duration -> out.append(duration.toNanos());
            case Moment time -> string(Layout.rfc3339(time));
            case Zone _ -> out.append("{}");
            case Sequence bytes
            when bytes.type().equals(Type.BYTES) -> string(Base64.getEncoder().encodeToString(bytes.toBytes()));
            case List<?> list -> list(list, depth);
            case Map<?, ?> map -> map(map, depth);
            case ObjectValue object -> object(object.json(), depth);
            case null, default -> throw new ValueException("json: unsupported type: " + Values.typeName(value));
        }
    }

    private void number(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new ValueException("json: unsupported value: " + GoFloat.general(number));
        }
        out.append(GoFloat.json(number));
    }

    private void list(List<?> list, int depth) {
        String comma = "";
        out.append('[');
        for (Object item : list) {
            out.append(comma);
            line(depth + 1);
            write(item, depth + 1);
            comma = ",";
        }
        if (!list.isEmpty()) {
            line(depth);
        }
        out.append(']');
    }

    private void map(Map<?, ?> map, int depth) {
        if (map instanceof Dictionary dictionary && dictionary.type().keys().isUnknown()) {
            throw new ValueException("json: unsupported type: " + dictionary.type());
        }
        entries(MapOrder.entries(map), depth);
    }

    private void object(@Nullable Object tree, int depth) {
        if (tree instanceof Map<?, ?> map) {
            entries(List.copyOf(map.entrySet()), depth);
        } else {
            write(tree, depth);
        }
    }

    private void entries(List<? extends Map.Entry<?, ?>> entries, int depth) {
        String comma = "";
        out.append('{');
        for (Map.Entry<?, ?> entry : entries) {
            out.append(comma);
            line(depth + 1);
            string(String.valueOf(entry.getKey()));
            out.append(indent ? ": " : ":");
            write(entry.getValue(), depth + 1);
            comma = ",";
        }
        if (!entries.isEmpty()) {
            line(depth);
        }
        out.append('}');
    }

    private void line(int depth) {
        if (indent) {
            out.append('\n').repeat("  ", depth);
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '<', '>', '&', '\u2028', '\u2029' -> escape(c);
                default -> {
                    if (c < 0x20) {
                        escape(c);
                    } else if (!Character.isSurrogate(c)) {
                        out.append(c);
                    } else if (Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        out.append(c).append(text.charAt(++i));
                    } else {
                        out.append("\\ufffd");
                    }
                }
            }
        }
        out.append('"');
    }

    private void escape(char c) {
        String digits = Integer.toHexString(c);
        out.append("\\u").repeat('0', 4 - digits.length()).append(digits);
    }
}
