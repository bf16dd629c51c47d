package dev.supercargo.expr.value;

import dev.supercargo.meta.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values as YAML text in block style, as `asYAML` writes it (expressions.md A.5): indented by 4, natural order of
/// keys.
public final class YamlText {
    private static final int INDENT = 4;

    /// A key longer than this is written in the explicit form, `? key`.
    private static final int LONGEST_SIMPLE_KEY = 128;

    private final StringBuilder out = new StringBuilder();

    private YamlText() {}

    /// The text, with a final newline.
    ///
    /// @throws ValueException for functions
    public static String of(@Nullable Object value) {
        var text = new YamlText();
        text.write(value, -1, false, 0);
        text.endLine();
        return text.out.toString();
    }

    /// The column of what is nested in something at `indent`: behind the dash of a list, else the next multiple of 4.
    private static int inner(int indent, boolean inList) {
        if (indent < 0) {
            return 0;
        }
        return inList ? indent + 2 : INDENT * ((indent + INDENT) / INDENT);
    }

    private void endLine() {
        if (out.isEmpty() || out.charAt(out.length() - 1) != '\n') {
            out.append('\n');
        }
    }

    /// Writes a value where the line stands; what does not fit the line goes on at the inner column.
    private void write(@Nullable Object given, int indent, boolean inList, int depth) {
        Depth.check(depth);
        switch (Values.of(given)) {
            case List<?> list when !list.isEmpty() -> list(list, indent, inList, depth);
            case List<?> _ -> out.append("[]");
            case Map<?, ?> map when !map.isEmpty() -> entries(YamlKeys.sorted(map), indent, inList, depth);
            case Map<?, ?> _ -> out.append("{}");
            case ObjectValue object -> object(object.yaml(), indent, inList, depth);
            case String text -> text(text, indent, inList);
            case Object other -> out.append(plain(other));
            case null -> out.append("null");
        }
    }

    private void object(@Nullable Object tree, int indent, boolean inList, int depth) {
        if (tree instanceof Map<?, ?> fields) {
            entries(new ArrayList<>(fields.entrySet()), indent, inList, depth);
        } else {
            write(tree, indent, inList, depth);
        }
    }

    /// A list or a map as the value of a key starts on a new line; inside a list it goes on behind the dash.
    private void startBlock(int indent, boolean inList) {
        if (indent >= 0 && !inList) {
            out.setLength(out.charAt(out.length() - 1) == ' ' ? out.length() - 1 : out.length());
            out.append('\n');
        }
    }

    private void list(List<?> list, int indent, boolean inList, int depth) {
        startBlock(indent, inList);
        int column = inner(indent, inList);
        boolean first = true;
        for (Object item : list) {
            margin(column, first && inList);
            first = false;
            out.append("- ");
            write(item, column, true, depth + 1);
            endLine();
        }
    }

    private void margin(int column, boolean onLine) {
        if (!onLine) {
            out.repeat(' ', column);
        }
    }

    private void entries(List<Map.Entry<?, ?>> entries, int indent, boolean inList, int depth) {
        startBlock(indent, inList);
        int column = inner(indent, inList);
        boolean first = true;
        for (Map.Entry<?, ?> entry : entries) {
            margin(column, first && inList);
            first = false;
            String key = key(entry.getKey());
            if (key.length() > LONGEST_SIMPLE_KEY) {
                out.append("? ").append(key).append('\n').repeat(' ', column);
            } else {
                out.append(key);
            }
            out.append(": ");
            write(entry.getValue(), column, false, depth + 1);
            endLine();
        }
    }

    private static String key(@Nullable Object given) {
        return switch (Values.of(given)) {
            case null -> "null";
            case String text -> new YamlScalar(text).onOneLine();
            case Object other -> plain(other);
        };
    }

    private void text(String text, int indent, boolean inList) {
        var scalar = new YamlScalar(text);
        if (scalar.isBlock()) {
            out.append(scalar.block(indent < 0 ? INDENT : inner(indent, inList)));
        } else {
            out.append(scalar.onOneLine());
        }
    }

    private static String plain(Object value) {
        return switch (value) {
            case Double number when Double.isNaN(number) -> ".nan";
            case Double number when Double.isInfinite(number) -> number > 0 ? ".inf" : "-.inf";
            case Double number -> GoFloat.general(number);
            case Duration duration -> GoDuration.print(duration);
            case Moment time -> Layout.rfc3339(time);
            case Named(var _, String text, var _) -> new YamlScalar(text).onOneLine();
            case Named named -> String.valueOf(named.value());
            case Zone _ -> "{}";
            case HostFunction _ -> throw new ValueException("cannot write a function as YAML");
            default -> value.toString();
        };
    }
}
