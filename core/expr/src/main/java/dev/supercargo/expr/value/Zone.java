package dev.supercargo.expr.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/// A time zone: a region of the IANA database, or a fixed offset with the name that a text gave it.
///
/// @param region null for a fixed offset
/// @param offset seconds east of UTC, of a fixed zone
public record Zone(String name, @Nullable ZoneId region, int offset) {
    /// The abbreviations in use; other zones have none and show their offset, though Java has names for them.
    private static final Set<String> ABBREVIATIONS = Set.of(
            "UTC", "GMT", "BST", "IST", "WET", "WEST", "CET", "CEST", "EET", "EEST", "MSK", "EST", "EDT", "CST", "CDT",
            "MST", "MDT", "PST", "PDT", "AKST", "AKDT", "HST", "HDT", "AST", "ADT", "NST", "NDT", "SST", "ChST", "JST",
            "KST", "HKT", "PKT", "WIB", "WITA", "WIT", "AEST", "AEDT", "ACST", "ACDT", "AWST", "NZST", "NZDT", "SAST",
            "CAT", "EAT", "WAT", "IDT");

    public static final Zone UTC = new Zone("UTC", null, 0);

    /// The zone of this IANA name, `UTC`, or the empty name (UTC too); empty where there is none.
    public static Optional<Zone> named(String name) {
        if (name.isEmpty() || name.equals("UTC")) {
            return Optional.of(UTC);
        }
        if (name.equals("Local")) {
            return Optional.of(new Zone("Local", ZoneOffset.UTC, 0));
        }
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Zone(name, ZoneId.of(name), 0));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// A fixed offset.
    public static Zone fixed(String name, int offsetSeconds) {
        return new Zone(name, null, offsetSeconds);
    }

    /// Seconds east of UTC at an instant.
    public int offsetAt(Instant instant) {
        return region == null ? offset : region.getRules().getOffset(instant).getTotalSeconds();
    }

    /// The zone's abbreviation at an instant: `CEST`, `UTC`, `+02`.
    public String abbreviationAt(Instant instant) {
        if (region == null) {
            return name;
        }
        boolean summer = region.getRules().isDaylightSavings(instant);
        String abbreviation = TimeZone.getTimeZone(region).getDisplayName(summer, TimeZone.SHORT, Locale.ENGLISH);
        return ABBREVIATIONS.contains(abbreviation) ? abbreviation : digits(offsetAt(instant));
    }

    /// The instant of a local time, given as if it were UTC (expressions.md B.6): the offset in force at that instant;
    /// where subtracting it leaves that offset's period, the offset in force there.
    public Instant instantOf(Instant localAsUtc) {
        if (region == null) {
            return localAsUtc.minusSeconds(offset);
        }
        Instant guess = localAsUtc.minusSeconds(offsetAt(localAsUtc));
        int there = offsetAt(guess);
        return there == offsetAt(localAsUtc) ? guess : localAsUtc.minusSeconds(there);
    }

    private static String digits(int seconds) {
        String text = ZoneOffset.ofTotalSeconds(seconds).getId().replace(":", "");
        return text.endsWith("00") ? text.substring(0, 3) : text;
    }

    @Override
    public String toString() {
        return name;
    }
}
