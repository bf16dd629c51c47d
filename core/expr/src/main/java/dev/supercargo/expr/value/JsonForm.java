package dev.supercargo.expr.value;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values as plain document trees, for whoever stores a result (expressions.md D.1, outputs of steps). Integers stay
/// `Long`s, whatever counts as nil becomes `null`, times and versions become text, durations nanoseconds.
public final class JsonForm {
    private JsonForm() {}

    /// The tree, fresh and mutable.
    ///
    /// @throws ValueException for what JSON cannot express: NaN, infinities, functions, keys that are no strings
    public static @Nullable Object of(@Nullable Object value) {
        return of(value, 0);
    }

    private static @Nullable Object of(@Nullable Object given, int depth) {
        Depth.check(depth);
        Object value = Values.of(given);
        if (Values.isNil(value)) {
            return null;
        }
        return switch (value) {
            case Boolean flag -> flag;
            case Long number -> number;
            case String text -> Utf8.readable(text);
            case Named named -> named.value();
            case Duration duration -> duration.toNanos();
            case Moment time -> Layout.rfc3339(time);
            case UInt number -> number.bits() >= 0 ? (Object) number.bits() : (Object) number.toDouble();
            case Double number -> finite(number);
            case Sequence bytes
            when bytes.type().equals(Type.BYTES) ->
                java.util.Base64.getEncoder().encodeToString(bytes.toBytes());
            case List<?> list -> {
                var items = new ArrayList<@Nullable Object>(list.size());
                list.forEach(item -> items.add(of(item, depth + 1)));
                yield items;
            }
            case Map<?, ?> map -> map(map, depth);
            case ObjectValue object -> of(object.json(), depth);
            case null, default -> throw new ValueException("json: unsupported type: " + Values.typeName(value));
        };
    }

    private static double finite(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new ValueException("json: unsupported value: " + GoFloat.general(number));
        }
        return number;
    }

    private static Object map(Map<?, ?> map, int depth) {
        if (map instanceof Dictionary dictionary && dictionary.type().keys().isUnknown()) {
            throw new ValueException("json: unsupported type: " + dictionary.type());
        }
        var entries = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(map.size());
        map.forEach((key, item) -> entries.put(Utf8.readable(String.valueOf(key)), of(item, depth + 1)));
        return entries;
    }
}
