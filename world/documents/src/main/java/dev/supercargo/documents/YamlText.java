package dev.supercargo.documents;

import dev.supercargo.meta.GoText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A scalar's text in a YAML file: bare where every reader takes the bare text for this very string, else in double
/// quotes (steps.md 5.4, rule 5).
final class YamlText {
    /// What a reader of YAML 1.1 or 1.2, or Go's number and boolean parsers, would take for something else.
    private static final Pattern OTHER_TYPE = Pattern.compile(
            // words
            "(?i:~|null|true|false|yes|no|on|off|y|n|t|f|=|<<"
                    // not a number, infinite
                    + "|[-+]?\\.?inf(?:inity)?|[-+]?\\.?nan)"
                    // decimal, with underscores and sexagesimal parts
                    + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])*(?:\\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?"
                    + "|[-+]?\\.[0-9_]+(?:[eE][-+]?[0-9]+)?"
                    // other bases, Go's hexadecimal floats
                    + "|[-+]?0[xX][0-9a-fA-F_]*\\.?[0-9a-fA-F_]*(?:[pP][-+]?[0-9]+)?"
                    + "|[-+]?0[oO][0-7_]+|[-+]?0[bB][01_]+"
                    // times
                    + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*)?");

    private static final String LEADING_INDICATORS = ",[]{}#&*!|>'\"%@`";
    private static final String FLOW_INDICATORS = ",[]{}";

    private YamlText() {}

    static String of(@Nullable Object scalar, boolean inFlow) {
        return switch (scalar) {
            case String text -> needsQuotes(text, inFlow) ? GoText.quote(text) : text;
            case Number number -> Numbers.plain(number);
            case null, default -> String.valueOf(scalar);
        };
    }

    private static boolean needsQuotes(String text, boolean inFlow) {
        return text.isEmpty()
                || text.startsWith(" ")
                || text.endsWith(" ")
                || text.endsWith(":")
                || text.contains(": ")
                || text.contains(" #")
                || OTHER_TYPE.matcher(text).matches()
                || startsLikeSyntax(text, inFlow)
                || !text.codePoints().allMatch(YamlText::isPlain)
                || (inFlow && breaksFlow(text));
    }

    private static boolean startsLikeSyntax(String text, boolean inFlow) {
        char first = text.charAt(0);
        if (LEADING_INDICATORS.indexOf(first) >= 0) {
            return true;
        }
        if (first != '-' && first != '?' && first != ':') {
            return false;
        }
        boolean alone = text.length() == 1 || text.charAt(1) == ' ';
        return alone || (inFlow && (first != '-' || FLOW_INDICATORS.indexOf(text.charAt(1)) >= 0));
    }

    private static boolean breaksFlow(String text) {
        return text.chars().anyMatch(c -> FLOW_INDICATORS.indexOf(c) >= 0);
    }

    /// Printable on one line in both versions of YAML (no tab: it may not stand beside a comment or colon).
    private static boolean isPlain(int c) {
        return (c >= 0x20 && c <= 0x7e)
                || (c >= 0xa0 && c <= 0xd7ff && c != 0x2028 && c != 0x2029)
                || (c >= 0xe000 && c <= 0xfffd && c != 0xfeff)
                || c >= 0x10000;
    }
}
