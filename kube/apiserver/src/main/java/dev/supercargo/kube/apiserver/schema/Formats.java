package dev.supercargo.kube.apiserver.schema;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The formats of strings that are checked (kubernetes-api.md 9.2). Other formats are ignored, with a warning when the
/// schema is written.
///
/// The expressions here are matched in linear time: none has nested or overlapping repetitions.
public final class Formats {
    private static final Pattern DATE_TIME = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})[Tt](\\d{2}):(\\d{2}):(\\d{2})(?:[.,]\\d+)?" + "(?:[Zz]|[+-](\\d{2}):(\\d{2}))");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern GO_DURATION =
            Pattern.compile("[-+]?(?:0|(?:(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:ns|us|µs|μs|ms|s|m|h))+)");
    private static final Pattern WORDED_DURATION = Pattern.compile(
            "\\d+\\s*(?:nanoseconds?|nanos?|ns|microseconds?|micros?|us|µs|milliseconds?|millis?|ms|seconds?|secs?|s"
                    + "|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w)");
    private static final Pattern ISO_DURATION = Pattern.compile("P(?=[\\dT])(?:\\d+Y)?(?:\\d+M)?(?:\\d+W)?(?:\\d+D)?"
            + "(?:T(?=\\d)(?:\\d+H)?(?:\\d+M)?(?:\\d+(?:\\.\\d+)?S)?)?");
    private static final Pattern HEX_COLOR = Pattern.compile("#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})");
    private static final String CHANNEL = "\\s*(?:0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])\\s*";
    private static final Pattern RGB_COLOR =
            Pattern.compile("rgb\\(" + CHANNEL + "," + CHANNEL + "," + CHANNEL + "\\)");
    private static final Pattern UUID = Pattern.compile(
            "[0-9a-f]{8}-?[0-9a-f]{4}-?([0-9a-f])[0-9a-f]{3}-?([0-9a-f])[0-9a-f]{3}-?[0-9a-f]{12}",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MAC =
            Pattern.compile("[0-9a-fA-F]{2}(?:(?::[0-9a-fA-F]{2}){5}|(?:-[0-9a-fA-F]{2}){5})|"
                    + "[0-9a-fA-F]{4}(?:\\.[0-9a-fA-F]{4}){2}");
    private static final Pattern SSN = Pattern.compile("\\d{3}[- ]?\\d{2}[- ]?\\d{4}");
    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-fA-F]{24}");

    private static final Map<String, Predicate<String>> CHECKED = Map.ofEntries(
            Map.entry("bsonobjectid", text -> OBJECT_ID.matcher(text).matches()),
            Map.entry("uri", Formats::isUri),
            Map.entry("email", Emails::isAddress),
            Map.entry("hostname", Formats::isHostname),
            Map.entry("ipv4", Addresses::isV4),
            Map.entry("ipv6", Addresses::isV6),
            Map.entry("cidr", Addresses::isCidr),
            Map.entry("mac", text -> MAC.matcher(text).matches()),
            Map.entry("uuid", text -> isUuid(text, ' ')),
            Map.entry("uuid3", text -> isUuid(text, '3')),
            Map.entry("uuid4", text -> isUuid(text, '4')),
            Map.entry("uuid5", text -> isUuid(text, '5')),
            Map.entry("isbn", text -> Checksums.isIsbn10(text) || Checksums.isIsbn13(text)),
            Map.entry("isbn10", Checksums::isIsbn10),
            Map.entry("isbn13", Checksums::isIsbn13),
            Map.entry("creditcard", Checksums::isCreditCard),
            Map.entry("ssn", text -> SSN.matcher(text).matches()),
            Map.entry("hexcolor", text -> HEX_COLOR.matcher(text).matches()),
            Map.entry("rgbcolor", text -> RGB_COLOR.matcher(text).matches()),
            Map.entry("byte", Formats::isBase64),
            Map.entry("password", _ -> true),
            Map.entry("date", Formats::isDate),
            Map.entry("duration", Formats::isDuration),
            Map.entry("datetime", Formats::isDateTime),
            Map.entry("date-time", Formats::isDateTime));
    private static final Set<String> OF_NUMBERS =
            Set.of("int32", "int64", "float", "double", "uint32", "uint64", "int-or-string");

    private static final String PLAIN_TIME = "0000-00-00T00:00:00Z";

    private Formats() {}

    /// Whether the text may stand in a field of that format.
    static boolean accepts(String format, String text) {
        Predicate<String> check = CHECKED.get(format.equals("date-time") ? format : format.replace("-", ""));
        return check == null || check.test(text);
    }

    /// Whether the text is of that format, such as `uri`; formats that are not checked fit everything.
    public static boolean fits(String format, String text) {
        return accepts(format, text);
    }

    /// Whether the format means something to the validator.
    public static boolean isKnown(String format) {
        return OF_NUMBERS.contains(format)
                || CHECKED.containsKey(format)
                || CHECKED.containsKey(format.replace("-", ""));
    }

    /// Whether the text is a time as this server writes it, to the second and in UTC; found out without parsing. The
    /// last
    /// days of months are left to who parses.
    static boolean isPlainTime(String text) {
        return text.length() == PLAIN_TIME.length()
                && IntStream.range(0, PLAIN_TIME.length())
                        .allMatch(i -> PLAIN_TIME.charAt(i) == '0'
                                ? text.charAt(i) >= '0' && text.charAt(i) <= '9'
                                : text.charAt(i) == PLAIN_TIME.charAt(i))
                && number(text, 5) >= 1
                && number(text, 5) <= 12
                && number(text, 8) >= 1
                && number(text, 8) <= 28
                && number(text, 11) < 24
                && number(text, 14) < 60
                && number(text, 17) < 60;
    }

    private static int number(String text, int at) {
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }

    /// RFC 3339 with a real date, a zone, and hours, minutes and seconds below 24, 60, 60.
    public static boolean isDateTime(String text) {
        if (isPlainTime(text)) {
            return true;
        }
        Matcher parts = DATE_TIME.matcher(text);
        return parts.matches()
                && isDate(parts.group(1))
                && below(parts.group(2), 24)
                && below(parts.group(3), 60)
                && below(parts.group(4), 60)
                && (parts.group(5) == null || (below(parts.group(5), 25) && below(parts.group(6), 61)));
    }

    private static boolean below(String number, int limit) {
        return Integer.parseInt(number) < limit;
    }

    private static boolean isDate(String text) {
        try {
            return text.length() == 10 && LocalDate.parse(text, DATE).getYear() >= 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isDuration(String text) {
        return text.length() < 200
                && (GO_DURATION.matcher(text).matches()
                        || WORDED_DURATION.matcher(text).matches()
                        || ISO_DURATION.matcher(text).matches());
    }

    private static boolean isUri(String text) {
        if (text.isEmpty() || text.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            return false;
        }
        try {
            var uri = new URI(text.replace(" ", "%20"));
            return uri.isAbsolute() || text.startsWith("/");
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static boolean isHostname(String text) {
        if (text.isEmpty() || text.length() > 255) {
            return false;
        }
        for (String label : text.split("\\.", -1)) {
            boolean fits = !label.isEmpty()
                    && label.length() <= 63
                    && label.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '-')
                    && label.charAt(0) != '-'
                    && label.charAt(label.length() - 1) != '-';
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUuid(String text, char version) {
        Matcher parts = UUID.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        boolean variant = version < '4' || "89abAB".contains(parts.group(2));
        return version == ' ' || (parts.group(1).charAt(0) == version && variant);
    }

    private static boolean isBase64(String text) {
        if (text.isEmpty() || text.length() % 4 != 0) {
            return false;
        }
        try {
            Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
