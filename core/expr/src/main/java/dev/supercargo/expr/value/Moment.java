package dev.supercargo.expr.value;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/// A time: an instant, seen in a zone. Two are equal in the language when their instants are.
public record Moment(Instant instant, Zone zone) {
    /// The zero time: January 1 of year 1.
    static final Moment ZERO = new Moment(Instant.parse("0001-01-01T00:00:00Z"), Zone.UTC);

    /// An instant seen in UTC.
    public static Moment of(Instant instant) {
        return new Moment(instant, Zone.UTC);
    }

    /// A time with its offset.
    public static Moment of(OffsetDateTime time) {
        int offset = time.getOffset().getTotalSeconds();
        return new Moment(time.toInstant(), offset == 0 ? Zone.UTC : Zone.fixed("", offset));
    }

    /// A time in its region.
    public static Moment of(ZonedDateTime time) {
        return time.getZone() instanceof ZoneOffset
                ? of(time.toOffsetDateTime())
                : new Moment(time.toInstant(), new Zone(time.getZone().getId(), time.getZone(), 0));
    }

    /// The local time in a zone.
    static Moment of(LocalDateTime local, Zone zone) {
        return new Moment(zone.instantOf(local.toInstant(ZoneOffset.UTC)), zone);
    }

    /// Date and time of day in its zone.
    public LocalDateTime local() {
        return LocalDateTime.ofEpochSecond(
                instant.getEpochSecond(), instant.getNano(), ZoneOffset.ofTotalSeconds(zone.offsetAt(instant)));
    }

    /// This time, later by a duration.
    public Moment plus(Duration duration) {
        return new Moment(instant.plus(duration), zone);
    }

    /// The time since another, at most what 64 bits of nanoseconds hold.
    public Duration since(Moment earlier) {
        Duration between = Duration.between(earlier.instant, instant);
        try {
            return Duration.ofNanos(between.toNanos());
        } catch (ArithmeticException e) {
            return Duration.ofNanos(between.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE);
        }
    }

    @Override
    public String toString() {
        return Layout.format(this, "2006-01-02 15:04:05.999999999 -0700 MST");
    }
}
