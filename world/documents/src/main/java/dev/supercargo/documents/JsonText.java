package dev.supercargo.documents;

import org.jspecify.annotations.Nullable;

/// JSON text of scalars.
final class JsonText {
    private JsonText() {}

    static String value(@Nullable Object scalar) {
        return switch (scalar) {
            case String text -> string(text);
            case Number number -> Numbers.plain(number);
            case null, default -> String.valueOf(scalar);
        };
    }

    /// A string literal: raw where it is printable ASCII without quotes and backslashes, else as Go's encoder writes
    /// it (with `<`, `>`, `&` and the Unicode line separators escaped).
    static String string(String text) {
        boolean raw = text.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '"' && c != '\\');
        if (raw) {
            return '"' + text + '"';
        }
        var out = new StringBuilder("\"");
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
                default -> {
                    if (c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
