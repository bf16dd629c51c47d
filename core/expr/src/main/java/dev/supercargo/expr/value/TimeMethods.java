package dev.supercargo.expr.value;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The methods of times, durations, months and weekdays (expressions.md B.6).
final class TimeMethods {
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    private TimeMethods() {}

    static final Members OF_TIME = new LateMembers(TimeMethods::ofTime);
    static final Members OF_DURATION = new LateMembers(TimeMethods::ofDuration);
    static final Members OF_ZONE =
            new LateMembers(() -> List.of(method("String", Type.STRING, Zone.class, (zone, _) -> zone.name())));
    static final Members OF_NAMED =
            new LateMembers(() -> List.of(method("String", Type.STRING, Named.class, (named, _) -> named.text())));

    private static <R> Members.Method method(
            String name,
            Type result,
            Class<R> receiver,
            BiFunction<R, List<@Nullable Object>, Object> body,
            Type... parameters) {
        return new Members.Method(
                name,
                Signature.of(result, parameters),
                1,
                (self, arguments) -> body.apply(receiver.cast(self), arguments));
    }

    private static Members.Method part(String name, Function<LocalDateTime, Integer> part) {
        return method(
                name,
                Type.INT,
                Moment.class,
                (time, _) -> part.apply(time.local()).longValue());
    }

    private static List<Members.Method> ofTime() {
        var methods = new java.util.ArrayList<Members.Method>(List.of(
                part("Year", LocalDateTime::getYear),
                part("Day", LocalDateTime::getDayOfMonth),
                part("Hour", LocalDateTime::getHour),
                part("Minute", LocalDateTime::getMinute),
                part("Second", LocalDateTime::getSecond),
                part("Nanosecond", LocalDateTime::getNano),
                part("YearDay", LocalDateTime::getDayOfYear)));
        methods.addAll(calendar());
        methods.addAll(severalResults());
        methods.addAll(epochs());
        methods.addAll(relations());
        methods.addAll(changes());
        return methods;
    }

    private static List<Members.Method> calendar() {
        return List.of(
                method(
                        "Month",
                        Type.MONTH,
                        Moment.class,
                        (time, _) -> month(time.local().getMonthValue())),
                method(
                        "Weekday",
                        Type.WEEKDAY,
                        Moment.class,
                        (time, _) -> weekday(time.local().getDayOfWeek())),
                method(
                        "Format",
                        Type.STRING,
                        Moment.class,
                        (time, in) -> Layout.format(time, text(in, 0)),
                        Type.STRING),
                method("GoString", Type.STRING, Moment.class, (time, _) -> time.toString()),
                method("String", Type.STRING, Moment.class, (time, _) -> time.toString()),
                method("IsDST", Type.BOOL, Moment.class, (time, _) -> {
                    var region = time.zone().region();
                    return region != null && region.getRules().isDaylightSavings(time.instant());
                }),
                method("Location", Type.ZONE, Moment.class, (time, _) -> time.zone()));
    }

    private static List<Members.Method> severalResults() {
        Signature toInt = Signature.of(Type.INT);
        return List.of(
                new Members.Method("ISOWeek", toInt, 2, (self, _) ->
                        (long) ((Moment) self).local().get(IsoFields.WEEK_BASED_YEAR)),
                new Members.Method(
                        "Zone",
                        Signature.of(Type.STRING),
                        2,
                        (self, _) -> ((Moment) self).zone().abbreviationAt(((Moment) self).instant())),
                new Members.Method("Clock", toInt, 3, (self, _) ->
                        (long) ((Moment) self).local().getHour()),
                new Members.Method("Date", toInt, 3, (self, _) ->
                        (long) ((Moment) self).local().getYear()));
    }

    private static List<Members.Method> epochs() {
        return List.of(
                method(
                        "Unix",
                        Type.INT,
                        Moment.class,
                        (time, _) -> time.instant().getEpochSecond()),
                method("UnixMilli", Type.INT, Moment.class, (time, _) -> wrapped(time.instant(), 1_000)),
                method("UnixMicro", Type.INT, Moment.class, (time, _) -> wrapped(time.instant(), 1_000_000)),
                method("UnixNano", Type.INT, Moment.class, (time, _) -> wrapped(time.instant(), 1_000_000_000)));
    }

    private static List<Members.Method> relations() {
        return List.of(
                method("Sub", Type.DURATION, Moment.class, (time, in) -> time.since(time(in, 0)), Type.TIME),
                method("Before", Type.BOOL, Moment.class, (time, in) -> order(time, in) < 0, Type.TIME),
                method("After", Type.BOOL, Moment.class, (time, in) -> order(time, in) > 0, Type.TIME),
                method("Equal", Type.BOOL, Moment.class, (time, in) -> order(time, in) == 0, Type.TIME),
                method(
                        "Compare",
                        Type.INT,
                        Moment.class,
                        (time, in) -> (long) Integer.signum(order(time, in)),
                        Type.TIME),
                method(
                        "IsZero",
                        Type.BOOL,
                        Moment.class,
                        (time, _) -> time.instant().equals(Moment.ZERO.instant())));
    }

    private static List<Members.Method> changes() {
        return List.of(
                method("Add", Type.TIME, Moment.class, (time, in) -> time.plus(duration(in, 0)), Type.DURATION),
                method("AddDate", Type.TIME, Moment.class, TimeMethods::addDate, Type.INT, Type.INT, Type.INT),
                method("In", Type.TIME, Moment.class, (time, in) -> new Moment(time.instant(), zone(in)), Type.ZONE),
                method("UTC", Type.TIME, Moment.class, (time, _) -> Moment.of(time.instant())),
                method("Local", Type.TIME, Moment.class, (time, _) -> Moment.of(time.instant())),
                method(
                        "Truncate",
                        Type.TIME,
                        Moment.class,
                        (time, in) -> stepped(time, duration(in, 0), false),
                        Type.DURATION),
                method(
                        "Round",
                        Type.TIME,
                        Moment.class,
                        (time, in) -> stepped(time, duration(in, 0), true),
                        Type.DURATION));
    }

    private static List<Members.Method> ofDuration() {
        return List.of(
                method("Hours", Type.FLOAT, Duration.class, (d, _) -> split(d.toNanos(), 3_600_000_000_000L)),
                method("Minutes", Type.FLOAT, Duration.class, (d, _) -> split(d.toNanos(), 60_000_000_000L)),
                method("Seconds", Type.FLOAT, Duration.class, (d, _) -> split(d.toNanos(), 1_000_000_000L)),
                method("Milliseconds", Type.INT, Duration.class, (d, _) -> d.toNanos() / 1_000_000),
                method("Microseconds", Type.INT, Duration.class, (d, _) -> d.toNanos() / 1_000),
                method("Nanoseconds", Type.INT, Duration.class, (d, _) -> d.toNanos()),
                method(
                        "Abs",
                        Type.DURATION,
                        Duration.class,
                        (d, _) -> Duration.ofNanos(
                                d.toNanos() == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(d.toNanos()))),
                method(
                        "Truncate",
                        Type.DURATION,
                        Duration.class,
                        (d, in) -> truncated(d, duration(in, 0)),
                        Type.DURATION),
                method("Round", Type.DURATION, Duration.class, (d, in) -> rounded(d, duration(in, 0)), Type.DURATION),
                method("String", Type.STRING, Duration.class, (d, _) -> GoText.of(d)));
    }

    static Named month(int month) {
        String name = Layout.MONTHS.get(month - 1);
        return new Named(Type.MONTH, (long) month, name);
    }

    private static Named weekday(DayOfWeek day) {
        return new Named(Type.WEEKDAY, (long) (day.getValue() % 7), Layout.DAYS.get(day.getValue() % 7));
    }

    /// Whole units and the rest are divided apart, as Go does, so that the last digit agrees.
    private static double split(long nanos, long unit) {
        long whole = nanos / unit;
        return whole + (double) (nanos % unit) / unit;
    }

    private static long wrapped(Instant instant, long perSecond) {
        return instant.getEpochSecond() * perSecond + instant.getNano() / (1_000_000_000 / perSecond);
    }

    private static Moment addDate(Moment time, List<@Nullable Object> in) {
        LocalDateTime local = time.local();
        LocalDate date = LocalDate.of(local.getYear(), local.getMonth(), 1)
                .plusYears(number(in, 0))
                .plusMonths(number(in, 1))
                .plusDays(local.getDayOfMonth() - 1 + number(in, 2));
        return Moment.of(date.atTime(local.toLocalTime()), time.zone());
    }

    /// A multiple of the step, counted from the zero time.
    private static Moment stepped(Moment time, Duration step, boolean round) {
        long nanos = step.toNanos();
        if (nanos <= 0) {
            return time;
        }
        BigInteger sinceZero = nanosSinceZero(time);
        long rest = sinceZero.mod(BigInteger.valueOf(nanos)).longValue();
        boolean up = round && rest >= nanos - rest;
        return new Moment(
                up ? time.instant().plusNanos(nanos - rest) : time.instant().minusNanos(rest), time.zone());
    }

    private static BigInteger nanosSinceZero(Moment time) {
        Duration since = Duration.between(Moment.ZERO.instant(), time.instant());
        return BigInteger.valueOf(since.getSeconds()).multiply(BILLION).add(BigInteger.valueOf(since.getNano()));
    }

    private static Duration truncated(Duration duration, Duration step) {
        long nanos = duration.toNanos();
        return step.toNanos() <= 0 ? duration : Duration.ofNanos(nanos - nanos % step.toNanos());
    }

    private static Duration rounded(Duration duration, Duration step) {
        long unit = step.toNanos();
        long nanos = duration.toNanos();
        if (unit <= 0) {
            return duration;
        }
        BigInteger rest = BigInteger.valueOf(nanos % unit).abs();
        BigInteger kept = BigInteger.valueOf(nanos - nanos % unit);
        boolean away = rest.shiftLeft(1).compareTo(BigInteger.valueOf(unit)) >= 0;
        BigInteger result = away ? kept.add(BigInteger.valueOf(nanos < 0 ? -unit : unit)) : kept;
        if (result.bitLength() > 63) {
            return Duration.ofNanos(nanos < 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
        }
        return Duration.ofNanos(result.longValue());
    }

    private static int order(Moment time, List<@Nullable Object> in) {
        return time.instant().compareTo(time(in, 0).instant());
    }

    private static <T> T argument(List<@Nullable Object> in, int index, Class<T> wanted, String name) {
        Object value = in.get(index);
        if (wanted.isInstance(value)) {
            return wanted.cast(value);
        }
        throw new ValueException("argument must be " + name + ", got " + Values.typeName(value));
    }

    private static String text(List<@Nullable Object> in, int index) {
        return argument(in, index, String.class, "string");
    }

    private static long number(List<@Nullable Object> in, int index) {
        return argument(in, index, Long.class, "int");
    }

    private static Moment time(List<@Nullable Object> in, int index) {
        return argument(in, index, Moment.class, "time.Time");
    }

    private static Duration duration(List<@Nullable Object> in, int index) {
        return argument(in, index, Duration.class, "time.Duration");
    }

    private static Zone zone(List<@Nullable Object> in) {
        return argument(in, 0, Zone.class, "*time.Location");
    }
}
