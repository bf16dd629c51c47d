package dev.supercargo.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says, as Go does, why a text is no duration.
final class DurationError {
    private static final Pattern PART = Pattern.compile("(\\d*\\.?\\d*)([^.\\d]*)");

    private DurationError() {}

    static String of(String text) {
        String quoted = "\"" + text + "\"";
        String rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        Matcher part = PART.matcher(rest);
        int at = 0;
        while (!rest.isEmpty() && at < rest.length() && part.find(at) && part.start() == at) {
            String number = part.group(1);
            String unit = part.group(2);
            if (number.isEmpty() || number.equals(".")) {
                break;
            }
            if (unit.isEmpty()) {
                return "time: missing unit in duration " + quoted;
            }
            if (!unit.matches("ns|us|µs|μs|ms|s|m|h")) {
                return "time: unknown unit \"" + unit + "\" in duration " + quoted;
            }
            at = part.end();
        }
        return "time: invalid duration " + quoted;
    }
}
