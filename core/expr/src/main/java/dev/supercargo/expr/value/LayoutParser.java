package dev.supercargo.expr.value;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads one text by one [Layout].
final class LayoutParser {
    private final String text;
    private final String layout;
    private final Zone home;
    private int at;

    private int year;
    private int month = -1;
    private int day = -1;
    private int yearDay = -1;
    private int hour;
    private int minute;
    private int second;
    private int nanos;
    private boolean afternoon;
    private boolean forenoon;
    private @Nullable Integer offset;
    private String zoneName = "";
    private boolean zulu;

    LayoutParser(String text, String layout, Zone home) {
        this.text = text;
        this.layout = layout;
        this.home = home;
    }

    Moment parse() {
        List<Layout.Piece> pieces = Layout.pieces(layout);
        for (int i = 0; i < pieces.size(); i++) {
            Layout.Unit next = i + 1 < pieces.size() ? pieces.get(i + 1).unit() : Layout.Unit.LITERAL;
            read(pieces.get(i), next == Layout.Unit.FRACTION || next == Layout.Unit.OPTIONAL_FRACTION);
        }
        if (at < text.length()) {
            throw mismatch("extra text \"" + text.substring(at) + "\"");
        }
        return moment();
    }

    private void read(Layout.Piece piece, boolean fractionFollows) {
        switch (piece.unit()) {
            case LITERAL -> literal(piece.text());
            case YEAR -> year = digits(4, 4);
            case SHORT_YEAR -> {
                int two = digits(2, 2);
                year = two >= 69 ? 1900 + two : 2000 + two;
            }
            case LONG_MONTH -> month = name(Layout.MONTHS, 0) + 1;
            case MONTH -> month = name(Layout.MONTHS, 3) + 1;
            case LONG_DAY -> name(Layout.DAYS, 0);
            case DAY -> name(Layout.DAYS, 3);
            case ZERO_MONTH -> month = within(digits(2, 2), 1, 12, "month");
            case NUM_MONTH -> month = within(digits(1, 2), 1, 12, "month");
            case ZERO_DAY -> day = digits(2, 2);
            case NUM_DAY -> day = digits(1, 2);
            case PAD_DAY -> {
                skipBlanks(1);
                day = digits(1, 2);
            }
            case YEAR_DAY -> yearDay = digits(3, 3);
            case PAD_YEAR_DAY -> {
                skipBlanks(2);
                yearDay = digits(1, 3);
            }
            case HOUR -> hour = within(digits(1, 2), 0, 23, "hour");
            case ZERO_HOUR12 -> hour = within(digits(2, 2), 0, 12, "hour");
            case HOUR12 -> hour = within(digits(1, 2), 0, 12, "hour");
            case ZERO_MINUTE -> minute = within(digits(2, 2), 0, 59, "minute");
            case MINUTE -> minute = within(digits(1, 2), 0, 59, "minute");
            case ZERO_SECOND -> second(2, fractionFollows);
            case SECOND -> second(1, fractionFollows);
            case UPPER_HALF -> half("AM", "PM");
            case LOWER_HALF -> half("am", "pm");
            case FRACTION -> fraction(piece.text().length() - 1);
            case OPTIONAL_FRACTION -> {
                if (isFractionHere()) {
                    fraction(digitsFrom(at + 1));
                }
            }
            case ZONE -> zone();
            case OFFSET,
                    OFFSET_COLON,
                    OFFSET_HOURS,
                    OFFSET_SECONDS,
                    OFFSET_COLON_SECONDS,
                    ZULU,
                    ZULU_COLON,
                    ZULU_HOURS,
                    ZULU_SECONDS,
                    ZULU_COLON_SECONDS -> offset(piece.unit());
        }
    }

    private void literal(String wanted) {
        for (int i = 0; i < wanted.length(); i++) {
            if (wanted.charAt(i) == ' ') {
                if (at < text.length() && text.charAt(at) != ' ') {
                    throw mismatch("a blank");
                }
                skipBlanks(Integer.MAX_VALUE);
                while (i + 1 < wanted.length() && wanted.charAt(i + 1) == ' ') {
                    i++;
                }
            } else if (at < text.length() && text.charAt(at) == wanted.charAt(i)) {
                at++;
            } else {
                throw mismatch("\"" + wanted + "\"");
            }
        }
    }

    private void skipBlanks(int most) {
        for (int i = 0; i < most && at < text.length() && text.charAt(at) == ' '; i++) {
            at++;
        }
    }

    private int digitsFrom(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end - from;
    }

    private int digits(int least, int most) {
        int count = Math.min(most, digitsFrom(at));
        if (count < least) {
            throw mismatch(least + " digits");
        }
        int number = Integer.parseInt(text.substring(at, at + count));
        at += count;
        return number;
    }

    private int within(int number, int low, int high, String what) {
        if (number < low || number > high) {
            throw new ValueException("cannot read time \"" + text + "\": " + what + " out of range");
        }
        return number;
    }

    private int name(List<String> names, int length) {
        for (int i = 0; i < names.size(); i++) {
            String name = length == 0 ? names.get(i) : names.get(i).substring(0, length);
            if (text.regionMatches(true, at, name, 0, name.length())) {
                at += name.length();
                return i;
            }
        }
        throw mismatch("a name such as " + names.getFirst());
    }

    /// After seconds a fraction is accepted even where the layout has none.
    private void second(int least, boolean fractionFollows) {
        second = within(digits(least, 2), 0, 59, "second");
        if (!fractionFollows && isFractionHere()) {
            fraction(digitsFrom(at + 1));
        }
    }

    private boolean isFractionHere() {
        return at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',') && digitsFrom(at + 1) > 0;
    }

    private void fraction(int count) {
        boolean point = at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',');
        if (!point || digitsFrom(at + 1) < count) {
            throw mismatch(count + " digits of a fraction");
        }
        String digits = (text.substring(at + 1, at + 1 + count) + "000000000").substring(0, 9);
        nanos = Integer.parseInt(digits);
        at += count + 1;
    }

    private void half(String am, String pm) {
        afternoon = text.startsWith(pm, at);
        forenoon = text.startsWith(am, at);
        if (!afternoon && !forenoon) {
            throw mismatch(am + " or " + pm);
        }
        at += 2;
    }

    private void offset(Layout.Unit unit) {
        if (unit.isZulu() && text.startsWith("Z", at)) {
            at++;
            zulu = true;
            return;
        }
        char sign = at < text.length() ? text.charAt(at) : ' ';
        if (sign != '+' && sign != '-') {
            throw mismatch("an offset such as " + unit.pattern.replace('Z', '+'));
        }
        at++;
        int seconds = within(digits(2, 2), 0, 24, "time zone offset hour") * 3600;
        if (!unit.isHoursOnly()) {
            if (unit.hasColons()) {
                literal(":");
            }
            seconds += within(digits(2, 2), 0, 60, "time zone offset minute") * 60;
        }
        if (unit.hasSeconds()) {
            if (unit.hasColons()) {
                literal(":");
            }
            seconds += within(digits(2, 2), 0, 60, "time zone offset second");
        }
        offset = sign == '-' ? -seconds : seconds;
    }

    private void zone() {
        if (text.startsWith("UTC", at)) {
            at += 3;
            zulu = true;
            return;
        }
        int length = abbreviationLength();
        if (length == 0) {
            throw mismatch("a time zone such as MST");
        }
        zoneName = text.substring(at, at + length);
        at += length;
    }

    private int abbreviationLength() {
        String rest = text.substring(at);
        if (rest.startsWith("ChST") || rest.startsWith("MeST")) {
            return 4;
        }
        if (rest.startsWith("GMT")) {
            return 3 + signedHours(rest, 3);
        }
        if (rest.startsWith("+") || rest.startsWith("-")) {
            return signedHours(rest, 0);
        }
        int upper = 0;
        while (upper < 6 && upper < rest.length() && rest.charAt(upper) >= 'A' && rest.charAt(upper) <= 'Z') {
            upper++;
        }
        return switch (upper) {
            case 3 -> 3;
            case 4 -> rest.charAt(3) == 'T' || rest.startsWith("WITA") ? 4 : 0;
            case 5 -> rest.charAt(4) == 'T' ? 5 : 0;
            default -> 0;
        };
    }

    /// The length of `+3`, `-11`: hours up to 23.
    private static int signedHours(String rest, int from) {
        if (from >= rest.length() || (rest.charAt(from) != '+' && rest.charAt(from) != '-')) {
            return 0;
        }
        int end = from + 1;
        int hours = 0;
        while (end < rest.length() && Character.isDigit(rest.charAt(end)) && hours < 1_000) {
            hours = hours * 10 + rest.charAt(end++) - '0';
        }
        return end == from + 1 || hours > 23 ? 0 : end - from;
    }

    private Moment moment() {
        if (afternoon && hour < 12) {
            hour += 12;
        } else if (forenoon && hour == 12) {
            hour = 0;
        }
        LocalDateTime local = local();
        if (zulu) {
            return Moment.of(local.toInstant(ZoneOffset.UTC));
        }
        Integer given = offset;
        if (given != null) {
            Instant instant = local.toInstant(ZoneOffset.UTC).minusSeconds(given);
            return new Moment(instant, home.offsetAt(instant) == given ? home : Zone.fixed(zoneName, given));
        }
        if (!zoneName.isEmpty()) {
            return named(local);
        }
        return Moment.of(local, home);
    }

    /// An abbreviation counts only where it is one of the zone at home; otherwise it keeps its name with offset 0.
    private Moment named(LocalDateTime local) {
        Moment here = Moment.of(local, home);
        if (home.abbreviationAt(here.instant()).equals(zoneName)) {
            return here;
        }
        int hours = zoneName.length() > 3 && zoneName.startsWith("GMT") ? Integer.parseInt(zoneName.substring(3)) : 0;
        return Moment.of(local, Zone.fixed(zoneName, hours * 3600));
    }

    private LocalDateTime local() {
        if (yearDay >= 0) {
            int last = java.time.Year.isLeap(year) ? 366 : 365;
            var date = java.time.LocalDate.ofYearDay(year, within(yearDay, 1, last, "day-of-year"));
            if ((month >= 0 && month != date.getMonthValue()) || (day >= 0 && day != date.getDayOfMonth())) {
                throw new ValueException("cannot read time \"" + text + "\": day-of-year does not match month and day");
            }
            month = date.getMonthValue();
            day = date.getDayOfMonth();
        }
        int inMonth = month < 0 ? 1 : month;
        int inDay = day < 0 ? 1 : within(day, 1, YearMonth.of(year, inMonth).lengthOfMonth(), "day");
        return LocalDateTime.of(year, inMonth, inDay, hour, minute, second, nanos);
    }

    private ValueException mismatch(String wanted) {
        String here = at < text.length() ? text.substring(at) : "";
        return new ValueException(String.format(
                Locale.ROOT, "cannot read time \"%s\" as \"%s\": expected %s at \"%s\"", text, layout, wanted, here));
    }
}
