package dev.supercargo.expr.value;

import java.util.Locale;
import java.util.regex.Pattern;

/// A text as a YAML scalar: plain where that reads back as the same text, else quoted or as a literal block.
final class YamlScalar {
    private static final Pattern OTHER_TYPE = Pattern.compile("|~|null|Null|NULL|true|True|TRUE|false|False|FALSE"
            + "|y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF"
            + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)"
            + "|[-+]?(\\.[0-9][0-9_]*|[0-9][0-9_]*(\\.[0-9_]*)?)([eE][-+]?[0-9]+)?"
            + "|[-+]?0x[0-9a-fA-F_]+|[-+]?0o[0-7_]+|[-+]?0b[01_]+"
            + "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?"
            + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
            + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[Tt ][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\\.[0-9]*)?"
            + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[Tt][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\\.[0-9]*)?"
            + "(Z|[-+][0-9]{2}:[0-9]{2})");
    private static final String LEADING_INDICATORS = "#,[]{}&*!|>'\"%@`";

    private final String text;
    private final boolean special;
    private final boolean blankBeforeBreak;

    YamlScalar(String text) {
        this.text = Utf8.readable(text);
        this.special = this.text.codePoints().anyMatch(YamlScalar::isSpecial);
        this.blankBeforeBreak = this.text.contains(" \n");
    }

    /// Whether it is written as a literal block.
    boolean isBlock() {
        return text.contains("\n") && !special && !blankBeforeBreak && !text.endsWith(" ");
    }

    /// The literal block, from its header on, without the last newline.
    String block(int column) {
        var out = new StringBuilder("|");
        char first = text.charAt(0);
        if (first == ' ' || first == '\n') {
            out.append('4');
        }
        boolean ends = text.endsWith("\n");
        if (!ends) {
            out.append('-');
        } else if (text.length() == 1 || text.endsWith("\n\n")) {
            out.append('+');
        }
        String body = ends ? text.substring(0, text.length() - 1) : text;
        for (String line : body.split("\n", -1)) {
            out.append('\n');
            if (!line.isEmpty()) {
                out.repeat(' ', column).append(line);
            }
        }
        return ends ? out.append('\n').toString() : out.toString();
    }

    /// Plain or quoted.
    String onOneLine() {
        boolean breaks = text.contains("\n");
        if (breaks
                || special
                || blankBeforeBreak
                || text.contains("\t")
                || OTHER_TYPE.matcher(text).matches()) {
            return doubleQuoted();
        }
        return isPlain() ? text : "'" + text.replace("'", "''") + "'";
    }

    private boolean isPlain() {
        if (text.startsWith("---") || text.startsWith("...")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blankFollows = i + 1 == text.length() || isBlank(text.charAt(i + 1));
            boolean indicator = switch (c) {
                case ':' -> blankFollows;
                case '#' -> i == 0 || isBlank(text.charAt(i - 1));
                case '?', '-' -> i == 0 && blankFollows;
                case '\u2028', '\u2029' -> true;
                default -> i == 0 && LEADING_INDICATORS.indexOf(c) >= 0;
            };
            if (indicator) {
                return false;
            }
        }
        return text.charAt(0) != ' ' && text.charAt(text.length() - 1) != ' ';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\u2028' || c == '\u2029';
    }

    /// Control characters, byte order marks, and what lies beyond the Basic Multilingual Plane.
    private static boolean isSpecial(int point) {
        return (point < 0x20 && point != '\n' && point != '\t')
                || (point >= 0x7f && point < 0xa0)
                || point == 0xfeff
                || point >= 0xfffe;
    }

    private String doubleQuoted() {
        var out = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            switch (point) {
                case 0 -> out.append("\\0");
                case 7 -> out.append("\\a");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case 11 -> out.append("\\v");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                case 27 -> out.append("\\e");
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case 0x85 -> out.append("\\N");
                case 0x2028 -> out.append("\\L");
                case 0x2029 -> out.append("\\P");
                default -> {
                    if (!isSpecial(point)) {
                        out.appendCodePoint(point);
                    } else {
                        String form = point < 0x100 ? "\\x%02X" : point < 0x10000 ? "\\u%04X" : "\\U%08X";
                        out.append(String.format(Locale.ROOT, form, point));
                    }
                }
            }
        });
        return out.append('"').toString();
    }
}
