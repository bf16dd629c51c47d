package dev.supercargo.expr.value;

import dev.supercargo.meta.GoDuration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The generic text of values: what `string()` makes of them (expressions.md B.6).
public final class GoText {
    private GoText() {}

    /// The text of a value.
    public static String of(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        var out = new StringBuilder();
        append(out, value, 0);
        return out.toString();
    }

    private static void append(StringBuilder out, @Nullable Object given, int depth) {
        Depth.check(depth);
        switch (Values.of(given)) {
            case null -> out.append("<nil>");
            case String text -> out.append(text);
            case Double number -> out.append(GoFloat.general(number));
            case Duration duration -> out.append(GoDuration.print(duration));
            case Named named -> out.append(named.text());
            case ObjectValue object -> out.append(object.text());
            case List<?> list -> appendList(out, list, depth);
            case Map<?, ?> map -> appendMap(out, map, depth);
            case Object other -> out.append(other);
        }
    }

    private static void appendList(StringBuilder out, List<?> list, int depth) {
        out.append('[');
        String blank = "";
        for (Object item : list) {
            out.append(blank);
            append(out, item, depth + 1);
            blank = " ";
        }
        out.append(']');
    }

    private static void appendMap(StringBuilder out, Map<?, ?> map, int depth) {
        out.append("map[");
        String blank = "";
        for (Map.Entry<?, ?> entry : MapOrder.entries(map)) {
            out.append(blank);
            append(out, entry.getKey(), depth + 1);
            out.append(':');
            append(out, entry.getValue(), depth + 1);
            blank = " ";
        }
        out.append(']');
    }
}
