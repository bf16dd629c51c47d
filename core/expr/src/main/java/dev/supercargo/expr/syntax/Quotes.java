package dev.supercargo.expr.syntax;

import dev.supercargo.expr.value.Utf8;

/// Go's way to put text into quotation marks.
public final class Quotes {
    private Quotes() {}

    /// The text in double quotes, with escapes for what cannot be printed: quotes and backslashes, control characters,
    /// blanks other than U+0020, formatting characters, bytes that are not UTF-8 (expressions.md A.5).
    public static String quote(String text) {
        var out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(point -> append(out, point));
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, int point) {
        switch (point) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case 7 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 11 -> out.append("\\v");
            default -> {
                if (Utf8.isEscape(point)) {
                    hex(out, "\\x", Utf8.escapedByte(point), 2);
                } else if (point < 0x20 || point == 0x7f) {
                    hex(out, "\\x", point, 2);
                } else if (isPrintable(point)) {
                    out.appendCodePoint(point);
                } else if (point < 0x10000) {
                    hex(out, "\\u", point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point, 4);
                } else {
                    hex(out, "\\U", point, 8);
                }
            }
        }
    }

    private static void hex(StringBuilder out, String prefix, int number, int width) {
        String digits = Integer.toHexString(number);
        out.append(prefix).repeat('0', width - digits.length()).append(digits);
    }

    /// Letters, marks, numbers, punctuation, symbols, and the plain blank.
    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }
}
