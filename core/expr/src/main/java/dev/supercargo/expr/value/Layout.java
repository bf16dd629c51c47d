package dev.supercargo.expr.value;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/// Go's way to describe how a time is written: by writing the reference time, Monday January 2 15:04:05 2006 -0700
/// (expressions.md B.6).
public final class Layout {
    static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    static final List<String> DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

    /// What a part of a layout stands for; the longest text that matches wins.
    enum Unit {
        LONG_MONTH("January"),
        MONTH("Jan"),
        LONG_DAY("Monday"),
        DAY("Mon"),
        ZONE("MST"),
        ZERO_MONTH("01"),
        ZERO_DAY("02"),
        ZERO_HOUR12("03"),
        ZERO_MINUTE("04"),
        ZERO_SECOND("05"),
        SHORT_YEAR("06"),
        YEAR_DAY("002"),
        HOUR("15"),
        NUM_MONTH("1"),
        YEAR("2006"),
        NUM_DAY("2"),
        PAD_DAY("_2"),
        PAD_YEAR_DAY("__2"),
        HOUR12("3"),
        MINUTE("4"),
        SECOND("5"),
        UPPER_HALF("PM"),
        LOWER_HALF("pm"),
        OFFSET_SECONDS("-070000"),
        OFFSET_COLON_SECONDS("-07:00:00"),
        OFFSET("-0700"),
        OFFSET_COLON("-07:00"),
        OFFSET_HOURS("-07"),
        ZULU_SECONDS("Z070000"),
        ZULU_COLON_SECONDS("Z07:00:00"),
        ZULU("Z0700"),
        ZULU_COLON("Z07:00"),
        ZULU_HOURS("Z07"),
        FRACTION(".0"),
        OPTIONAL_FRACTION(".9"),
        LITERAL("");

        final String pattern;

        Unit(String pattern) {
            this.pattern = pattern;
        }

        boolean isOffset() {
            return pattern.length() > 2 && pattern.startsWith("07", 1);
        }

        boolean isZulu() {
            return pattern.startsWith("Z");
        }

        boolean hasColons() {
            return pattern.contains(":");
        }

        boolean isHoursOnly() {
            return pattern.length() == 3;
        }

        boolean hasSeconds() {
            return this == OFFSET_SECONDS
                    || this == OFFSET_COLON_SECONDS
                    || this == ZULU_SECONDS
                    || this == ZULU_COLON_SECONDS;
        }
    }

    /// A piece of a layout, with the text that it is written as.
    record Piece(Unit unit, String text) {}

    private Layout() {}

    /// The time, written like the layout.
    public static String format(Moment time, String layout) {
        var out = new StringBuilder();
        LocalDateTime local = time.local();
        for (Piece piece : pieces(layout)) {
            append(out, piece, local, time);
        }
        return out.toString();
    }

    /// The time that a text denotes which is written like the layout.
    ///
    /// @param zone where the text names neither offset nor zone
    /// @throws ValueException when the text is not written like the layout
    public static Moment parse(String text, String layout, Zone zone) {
        return new LayoutParser(text, layout, zone).parse();
    }

    /// RFC 3339 with as many digits of the fraction as needed.
    public static String rfc3339(Moment time) {
        return format(time, "2006-01-02T15:04:05.999999999Z07:00");
    }

    static List<Piece> pieces(String layout) {
        var pieces = new ArrayList<Piece>();
        var literal = new StringBuilder();
        for (int at = 0; at < layout.length(); ) {
            Piece piece = pieceAt(layout, at);
            if (piece == null) {
                literal.append(layout.charAt(at++));
                continue;
            }
            if (!literal.isEmpty()) {
                pieces.add(new Piece(Unit.LITERAL, literal.toString()));
                literal.setLength(0);
            }
            pieces.add(piece);
            at += piece.text().length();
        }
        if (!literal.isEmpty()) {
            pieces.add(new Piece(Unit.LITERAL, literal.toString()));
        }
        return pieces;
    }

    private static @org.jspecify.annotations.Nullable Piece pieceAt(String layout, int at) {
        char first = layout.charAt(at);
        if (first == '.' || first == ',') {
            return fractionAt(layout, at);
        }
        if (layout.startsWith("_2006", at)) {
            return null;
        }
        Unit best = null;
        for (Unit unit : Unit.values()) {
            boolean longer = best == null || unit.pattern.length() > best.pattern.length();
            if (unit != Unit.LITERAL && longer && layout.startsWith(unit.pattern, at) && ends(unit, layout, at)) {
                best = unit;
            }
        }
        return best == null ? null : new Piece(best, best.pattern);
    }

    /// `Jan` and `Mon` are no part of a longer word.
    private static boolean ends(Unit unit, String layout, int at) {
        if (unit != Unit.MONTH && unit != Unit.DAY) {
            return true;
        }
        int next = at + 3;
        return next >= layout.length() || layout.charAt(next) < 'a' || layout.charAt(next) > 'z';
    }

    private static @org.jspecify.annotations.Nullable Piece fractionAt(String layout, int at) {
        int end = at + 1;
        if (end >= layout.length() || (layout.charAt(end) != '0' && layout.charAt(end) != '9')) {
            return null;
        }
        char digit = layout.charAt(end);
        while (end < layout.length() && layout.charAt(end) == digit) {
            end++;
        }
        if (end < layout.length() && Character.isDigit(layout.charAt(end))) {
            return null;
        }
        return new Piece(digit == '0' ? Unit.FRACTION : Unit.OPTIONAL_FRACTION, layout.substring(at, end));
    }

    private static void append(StringBuilder out, Piece piece, LocalDateTime local, Moment time) {
        switch (piece.unit()) {
            case LITERAL -> out.append(piece.text());
            case LONG_MONTH -> out.append(MONTHS.get(local.getMonthValue() - 1));
            case MONTH -> out.append(MONTHS.get(local.getMonthValue() - 1), 0, 3);
            case LONG_DAY -> out.append(DAYS.get(local.getDayOfWeek().getValue() % 7));
            case DAY -> out.append(DAYS.get(local.getDayOfWeek().getValue() % 7), 0, 3);
            case ZONE -> out.append(zoneName(time));
            case ZERO_MONTH -> padded(out, local.getMonthValue(), 2, '0');
            case NUM_MONTH -> out.append(local.getMonthValue());
            case ZERO_DAY -> padded(out, local.getDayOfMonth(), 2, '0');
            case NUM_DAY -> out.append(local.getDayOfMonth());
            case PAD_DAY -> padded(out, local.getDayOfMonth(), 2, ' ');
            case YEAR_DAY -> padded(out, local.getDayOfYear(), 3, '0');
            case PAD_YEAR_DAY -> padded(out, local.getDayOfYear(), 3, ' ');
            case HOUR -> padded(out, local.getHour(), 2, '0');
            case ZERO_HOUR12 -> padded(out, hour12(local), 2, '0');
            case HOUR12 -> out.append(hour12(local));
            case ZERO_MINUTE -> padded(out, local.getMinute(), 2, '0');
            case MINUTE -> out.append(local.getMinute());
            case ZERO_SECOND -> padded(out, local.getSecond(), 2, '0');
            case SECOND -> out.append(local.getSecond());
            case SHORT_YEAR -> padded(out, Math.floorMod(local.getYear(), 100), 2, '0');
            case YEAR -> year(out, local.getYear());
            case UPPER_HALF -> out.append(local.getHour() < 12 ? "AM" : "PM");
            case LOWER_HALF -> out.append(local.getHour() < 12 ? "am" : "pm");
            case FRACTION -> fraction(out, piece.text(), local.getNano(), false);
            case OPTIONAL_FRACTION -> fraction(out, piece.text(), local.getNano(), true);
            case OFFSET,
                    OFFSET_COLON,
                    OFFSET_HOURS,
                    OFFSET_SECONDS,
                    OFFSET_COLON_SECONDS,
                    ZULU,
                    ZULU_COLON,
                    ZULU_HOURS,
                    ZULU_SECONDS,
                    ZULU_COLON_SECONDS -> offset(out, piece.unit(), time.zone().offsetAt(time.instant()));
        }
    }

    private static void padded(StringBuilder out, int number, int width, char pad) {
        String digits = Integer.toString(number);
        out.repeat(pad, Math.max(0, width - digits.length())).append(digits);
    }

    private static void year(StringBuilder out, int year) {
        if (year < 0) {
            out.append('-');
        }
        padded(out, Math.abs(year), 4, '0');
    }

    private static int hour12(LocalDateTime local) {
        int hour = local.getHour() % 12;
        return hour == 0 ? 12 : hour;
    }

    private static String zoneName(Moment time) {
        Instant instant = time.instant();
        String name = time.zone().abbreviationAt(instant);
        if (!name.isEmpty()) {
            return name;
        }
        int minutes = time.zone().offsetAt(instant) / 60;
        var out = new StringBuilder(minutes < 0 ? "-" : "+");
        padded(out, Math.abs(minutes) / 60, 2, '0');
        padded(out, Math.abs(minutes) % 60, 2, '0');
        return out.toString();
    }

    private static void fraction(StringBuilder out, String text, int nanos, boolean trimmed) {
        String digits = String.format(java.util.Locale.ROOT, "%09d", nanos);
        int length = text.length() - 1;
        digits = length <= 9 ? digits.substring(0, length) : digits + "0".repeat(length - 9);
        if (trimmed) {
            digits = digits.replaceAll("0+$", "");
        }
        if (!digits.isEmpty()) {
            out.append(text.charAt(0)).append(digits);
        }
    }

    private static void offset(StringBuilder out, Unit unit, int seconds) {
        if (unit.isZulu() && seconds == 0) {
            out.append('Z');
            return;
        }
        int abs = Math.abs(seconds);
        String colon = unit.hasColons() ? ":" : "";
        out.append(seconds < 0 ? '-' : '+');
        padded(out, abs / 3600, 2, '0');
        if (!unit.isHoursOnly()) {
            out.append(colon);
            padded(out, abs / 60 % 60, 2, '0');
        }
        if (unit.hasSeconds()) {
            out.append(colon);
            padded(out, abs % 60, 2, '0');
        }
    }
}
