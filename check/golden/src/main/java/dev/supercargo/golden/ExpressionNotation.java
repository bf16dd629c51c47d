package dev.supercargo.golden;

import dev.supercargo.expr.ExpressionException;
import dev.supercargo.expr.value.Dictionary;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.expr.value.Layout;
import dev.supercargo.expr.value.Moment;
import dev.supercargo.expr.value.Named;
import dev.supercargo.expr.value.ObjectValue;
import dev.supercargo.expr.value.Sequence;
import dev.supercargo.expr.value.Struct;
import dev.supercargo.expr.value.Type;
import dev.supercargo.expr.value.UInt;
import dev.supercargo.expr.value.Utf8;
import dev.supercargo.expr.value.Values;
import dev.supercargo.expr.value.Zone;
import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.Json;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// The notation for values in the files of expression cases, see their `about`.
final class ExpressionNotation {
    private static final Set<String> KINDS = Set.of(
            "$time",
            "$duration",
            "$timezone",
            "$uint",
            "$bytes",
            "$utf8",
            "$enum",
            "$float",
            "$nil",
            "$strings",
            "$stringMap");

    private ExpressionNotation() {}

    /// The value that a tree of the notation stands for.
    static @Nullable Object read(@Nullable Object tree) {
        return switch (tree) {
            case List<?> list -> {
                var items = new ArrayList<@Nullable Object>();
                list.forEach(item -> items.add(read(item)));
                yield items;
            }
            case Map<?, ?> map
            when map.size() == 1
                    && KINDS.contains(String.valueOf(map.keySet().iterator().next())) ->
                special(
                        String.valueOf(map.keySet().iterator().next()),
                        map.values().iterator().next());
            case Map<?, ?> map -> {
                var entries = new java.util.LinkedHashMap<String, @Nullable Object>();
                map.forEach((key, value) -> entries.put((String) key, read(value)));
                yield entries;
            }
            case null, default -> tree;
        };
    }

    private static @Nullable Object special(String kind, @Nullable Object of) {
        return switch (kind) {
            case "$time" -> moment(String.valueOf(of));
            case "$duration" -> GoDuration.parse(String.valueOf(of)).orElseThrow();
            case "$timezone" -> Zone.named(String.valueOf(of)).orElseThrow();
            case "$uint" -> UInt.of(of instanceof Number number ? number.longValue() : 0);
            case "$bytes" -> Sequence.ofBytes(Base64.getDecoder().decode(String.valueOf(of)));
            case "$utf8" -> Utf8.decode(Base64.getDecoder().decode(String.valueOf(of)));
            case "$enum" -> Named.text(Type.namedString("named.Text"), String.valueOf(of));
            case "$float" ->
                switch (String.valueOf(of)) {
                    case "NaN" -> Double.NaN;
                    case "+Inf" -> Double.POSITIVE_INFINITY;
                    default -> Double.NEGATIVE_INFINITY;
                };
            case "$nil" -> "list".equals(of) ? Sequence.NIL : Dictionary.nil(Type.MAP);
            case "$strings" ->
                Sequence.ofStrings(
                        Json.asList(of).stream().map(String.class::cast).toList());
            case "$stringMap" -> {
                var entries = new java.util.LinkedHashMap<String, String>();
                Json.asObject(of).forEach((key, value) -> entries.put(key, (String) value));
                yield Dictionary.ofStrings(entries);
            }
            default -> throw new IllegalArgumentException("unknown notation " + kind);
        };
    }

    private static Moment moment(String text) {
        try {
            return Moment.of(OffsetDateTime.parse(text));
        } catch (DateTimeParseException e) {
            return Layout.parse(text, "2006-01-02T15:04:05Z07:00", Zone.UTC);
        }
    }

    /// A value in the notation.
    static @Nullable Object write(@Nullable Object given) {
        return switch (Values.of(given)) {
            case null -> null;
            case Sequence list when list.isNil() -> Map.of("$nil", "list");
            case Dictionary map when map.isNil() -> Map.of("$nil", "map");
            case Sequence bytes
            when bytes.type().equals(Type.BYTES) ->
                Map.of("$bytes", Base64.getEncoder().encodeToString(bytes.toBytes()));
            case List<?> list -> list(list);
            case Dictionary map
            when map.type().keys().isUnknown() -> {
                var pairs = new ArrayList<@Nullable Object>();
                map.forEach((key, value) -> pairs.add(list(java.util.Arrays.asList(key, value))));
                yield Map.of("$map", pairs);
            }
            case Map<?, ?> map -> {
                var entries = new TreeMap<String, @Nullable Object>();
                map.forEach((key, value) -> entries.put((String) key, write(value)));
                yield entries;
            }
            case String text
            when text.chars().anyMatch(Utf8::isEscape) && !text.equals(Utf8.decode(Utf8.encode(Utf8.readable(text)))) ->
                Map.of("$utf8", Base64.getEncoder().encodeToString(Utf8.encode(text)));
            case Double number
            when number.isNaN() || number.isInfinite() ->
                Map.of("$float", number.isNaN() ? "NaN" : number > 0 ? "+Inf" : "-Inf");
            case UInt number -> Map.of("$uint", Long.parseLong(number.toString()));
            case Named named -> Map.of("$enum", named.value());
            case Moment time -> Map.of("$time", Layout.rfc3339(time));
            case Duration duration -> Map.of("$duration", GoDuration.print(duration));
            case Zone zone -> Map.of("$timezone", zone.name());
            case HostFunction _ -> Map.of("$func", true);
            case Struct struct -> {
                var fields = new TreeMap<String, @Nullable Object>();
                struct.shape().fields().forEach(f -> fields.put(f.name(), write(struct.field(f.name()))));
                yield Map.of("$object", fields);
            }
            case ObjectValue version -> {
                var method = version.type().members().method("Original").orElseThrow();
                yield Map.of(
                        "$version",
                        version.text(),
                        "original",
                        String.valueOf(method.body().call(version, List.of())));
            }
            case Object other -> other;
        };
    }

    private static List<@Nullable Object> list(List<?> list) {
        var items = new ArrayList<@Nullable Object>();
        list.forEach(item -> items.add(write(item)));
        return items;
    }

    /// A canonical text, in which integers and doubles differ and maps have no order.
    static String text(@Nullable Object tree) {
        return switch (tree) {
            case null -> "null";
            case Map<?, ?> map -> {
                var parts = new TreeMap<String, String>();
                map.forEach((key, value) -> parts.put(
                        String.valueOf(key),
                        "$map".equals(key) && value instanceof List<?> pairs
                                ? pairs.stream()
                                        .map(ExpressionNotation::text)
                                        .sorted()
                                        .toList()
                                        .toString()
                                : text(value)));
                yield parts.toString();
            }
            case List<?> list ->
                list.stream().map(ExpressionNotation::text).toList().toString();
            case String text -> '"' + text + '"';
            case Object other -> other.toString();
        };
    }

    /// Runs something and compares what comes of it with `value` or with `error`, `at`, `phase` and `loose`.
    static Verdict judge(Map<String, Object> expect, Callable<@Nullable Object> work) throws Exception {
        Object actual;
        try {
            actual = work.call();
        } catch (ExpressionException e) {
            return failure(expect, e.getMessage(), e.phase().name().toLowerCase(java.util.Locale.ROOT));
        }
        if (!expect.containsKey("value")) {
            return Verdict.failed("expected " + Json.print(expect) + ", got " + text(write(actual)));
        }
        return same(expect.get("value"), write(actual));
    }

    /// Compares two trees of the notation strictly.
    static Verdict same(@Nullable Object expected, @Nullable Object actual) {
        String wanted = text(expected);
        String got = text(actual);
        return wanted.equals(got) ? Verdict.passed() : Verdict.failed("expected " + wanted + ", got " + got);
    }

    /// Compares a failure with what is expected.
    static Verdict failure(Map<String, Object> expect, @Nullable String message, String phase) {
        String got = phase + ": " + message;
        if (!expect.containsKey("error") && !Boolean.TRUE.equals(expect.get("loose"))) {
            return Verdict.failed("expected " + text(expect.get("value")) + ", got " + got);
        }
        Object wantedPhase = expect.get("phase");
        if (wantedPhase != null && !phase.startsWith(wantedPhase.toString())) {
            return Verdict.failed("expected failure to " + wantedPhase + ", got " + got);
        }
        if (Boolean.TRUE.equals(expect.get("loose"))) {
            return Verdict.passed();
        }
        Object at = expect.get("at");
        String wanted = expect.get("error") + (at == null ? "" : " (" + at + ")\n");
        boolean fits = message != null && (at == null ? message.equals(wanted) : message.startsWith(wanted));
        return fits ? Verdict.passed() : Verdict.failed("expected " + wanted.strip() + ", got " + got);
    }

    /// As [#failure]; the message may be introduced by the place, and its phase does not count.
    static Verdict failureWithin(Map<String, Object> expect, @Nullable String message) {
        String wanted = Json.text(expect, "error").orElse("");
        int at = message == null ? -1 : message.indexOf(wanted);
        String phase = Json.text(expect, "phase").orElse("run");
        return failure(expect, at < 0 || message == null ? message : message.substring(at), phase);
    }
}
