package dev.supercargo.model;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says, as Go does, why a text is no RFC 3339 time: where it stops to fit.
final class TimeError {
    private static final String LAYOUT = "2006-01-02T15:04:05Z07:00";
    /// The parts of a time in order: what it looks like and how Go's layout names it.
    private static final List<Part> PARTS = List.of(
            part("\\d{4}", "2006"),
            part("-", "-"),
            part("\\d\\d", "01"),
            part("-", "-"),
            part("\\d\\d", "02"),
            part("T", "T"),
            part("\\d\\d", "15"),
            part(":", ":"),
            part("\\d\\d", "04"),
            part(":", ":"),
            part("\\d\\d([.,]\\d+)?", "05"),
            part("Z|[+-]\\d\\d:\\d\\d", "Z07:00"));

    private TimeError() {}

    private record Part(Pattern pattern, String layout) {}

    static String of(String text) {
        String prefix = "parsing time \"" + text + "\"";
        int at = 0;
        for (Part part : PARTS) {
            Matcher matcher = part.pattern().matcher(text).region(at, text.length());
            if (!matcher.lookingAt()) {
                return prefix + " as \"" + LAYOUT + "\": cannot parse \"" + text.substring(at) + "\" as \""
                        + part.layout() + "\"";
            }
            at = matcher.end();
        }
        return at < text.length()
                ? prefix + ": extra text: \"" + text.substring(at) + "\""
                : prefix + ": day, month or hour out of range";
    }

    private static Part part(String pattern, String layout) {
        return new Part(Pattern.compile(pattern), layout);
    }
}
