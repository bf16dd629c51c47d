package dev.supercargo.model;

import dev.supercargo.meta.Condition;
import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads records from trees and collects what does not fit.
final class TreeReader {
    /// RFC 3339 as Go reads it: capital letters, no leap second.
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d([.,]\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

    private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

    private final List<Wire.Misfit> misfits;
    private String owner = "";

    TreeReader(List<Wire.Misfit> misfits) {
        this.misfits = misfits;
    }

    Object record(Class<?> type, Map<String, Object> tree, String path) {
        if (type == Condition.class) {
            return condition(tree, path);
        }
        Shape shape = Shape.of(type);
        Object[] arguments = new Object[shape.fields().size()];
        for (int i = 0; i < arguments.length; i++) {
            owner = type.getSimpleName();
            Shape.Field field = shape.fields().get(i);
            Object given = tree.get(field.name());
            String here = path.isEmpty() ? field.name() : path + "." + field.name();
            Object value = given == null ? null : value(field.type(), given, here);
            if (value instanceof Integer number && number < 0 && field.unsigned()) {
                value = misfit("number " + number, "uint32", here);
            }
            arguments[i] = value == null && !field.nullable() ? absent(field.type()) : value;
        }
        return shape.make(arguments);
    }

    /// The value as its type wants it, or null where it does not fit.
    private @Nullable Object value(Type type, Object given, String path) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? list(arguments[0], given, path)
                    : map(arguments[1], given, path);
        }
        if (type == Object.class) {
            return given;
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted.isRecord()) {
            return given instanceof Map<?, ?>
                    ? record(wanted, Json.asObject(given), path)
                    : misfit(given, wanted, path);
        }
        return scalar(wanted, given, path);
    }

    private @Nullable Object scalar(Class<?> wanted, Object given, String path) {
        if (wanted == String.class) {
            return given instanceof String ? given : misfit(given, wanted, path);
        }
        if (wanted == boolean.class || wanted == Boolean.class) {
            return given instanceof Boolean ? given : misfit(given, wanted, path);
        }
        if (wanted == int.class || wanted == Integer.class || wanted == long.class) {
            return number(wanted != long.class, given, path);
        }
        if (wanted == Instant.class) {
            return time(given, path);
        }
        if (wanted == Duration.class) {
            return duration(given, path);
        }
        throw new IllegalStateException("no wire form for " + wanted);
    }

    private @Nullable Object number(boolean small, Object given, String path) {
        Optional<Long> whole = given instanceof Long number
                ? Optional.of(number)
                : given instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
                        ? Optional.of(number.longValue())
                        : Optional.empty();
        Class<?> wanted = small ? int.class : long.class;
        if (!(given instanceof Number)) {
            return misfit(given, wanted, path);
        }
        if (whole.isEmpty() || (small && whole.get() != whole.get().intValue())) {
            return misfit("number " + Json.print(given), goType(wanted), path);
        }
        return small ? (Object) whole.get().intValue() : (Object) whole.get();
    }

    private @Nullable Object time(Object given, String path) {
        if (!(given instanceof String text)) {
            return misfit(given, Instant.class, path);
        }
        Optional<Instant> time = KubeObject.instant(text.replace(',', '.'));
        boolean plain = text.length() == 20 && text.charAt(10) == 'T' && text.charAt(19) == 'Z';
        if (time.isEmpty() || (!plain && !TIME.matcher(text).matches())) {
            misfits.add(new Wire.Misfit(path, TimeError.of(text)));
        }
        return time.orElse(null);
    }

    private @Nullable Object duration(Object given, String path) {
        if (!(given instanceof String text)) {
            return misfit(given, Duration.class, path);
        }
        Optional<Duration> duration = GoDuration.parse(text);
        if (duration.isEmpty()) {
            misfits.add(new Wire.Misfit(path, DurationError.of(text)));
        }
        return duration.orElse(null);
    }

    private @Nullable Object list(Type item, Object given, String path) {
        if (!(given instanceof List<?> items)) {
            return misfit(Json.kindOf(given), "[]" + goType(item), path);
        }
        var values = new ArrayList<@Nullable Object>();
        for (int i = 0; i < items.size(); i++) {
            Object entry = items.get(i);
            Object value = entry == null ? null : value(item, entry, path + "[" + i + "]");
            if (value != null || item == Object.class) {
                values.add(value);
            }
        }
        return values;
    }

    private @Nullable Object map(Type item, Object given, String path) {
        if (!(given instanceof Map<?, ?>)) {
            return misfit(Json.kindOf(given), "map[string]" + goType(item), path);
        }
        var values = new LinkedHashMap<String, Object>();
        Json.asObject(given).forEach((key, entry) -> {
            Object value = entry == null ? null : value(item, entry, path + "." + key);
            if (value != null || item == Object.class) {
                Json.putNullable(values, key, value);
            }
        });
        return values;
    }

    private Condition condition(Map<String, Object> tree, String path) {
        Object time = Json.at(tree, "lastTransitionTime")
                .map(given -> time(given, path + ".lastTransitionTime"))
                .orElse(null);
        return new Condition(
                Json.text(tree, "type").orElse(""),
                Json.text(tree, "status").orElse(""),
                Json.text(tree, "reason").orElse(""),
                Json.text(tree, "message").orElse(""),
                time instanceof Instant instant ? instant : Instant.EPOCH,
                Json.at(tree, "observedGeneration").orElse(0L) instanceof Number n ? n.longValue() : 0);
    }

    private @Nullable Object misfit(Object given, Class<?> wanted, String path) {
        return misfit(given instanceof Boolean ? "bool" : Json.kindOf(given), goType(wanted), path);
    }

    /// The words are those of the decoder that clients of the reference know.
    private @Nullable Object misfit(String found, String wanted, String path) {
        String field = owner + "." + INDEX.matcher(path).replaceAll("");
        misfits.add(new Wire.Misfit(
                path, "json: cannot unmarshal " + found + " into Go struct field " + field + " of type " + wanted));
        return null;
    }

    private static String goType(Type type) {
        if (type == String.class || type == Instant.class || type == Duration.class) {
            return "string";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "bool";
        }
        if (type == int.class || type == Integer.class) {
            return "int32";
        }
        if (type == long.class) {
            return "int64";
        }
        return type instanceof Class<?> named && named.isRecord() ? "v1alpha1." + named.getSimpleName() : "object";
    }

    private static Object absent(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class ? List.of() : Map.of();
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted.isRecord()) {
            return new TreeReader(new ArrayList<>()).record(wanted, Map.of(), "");
        }
        if (wanted == String.class) {
            return "";
        }
        if (wanted == boolean.class) {
            return false;
        }
        if (wanted == int.class) {
            return 0;
        }
        if (wanted == long.class) {
            return 0L;
        }
        throw new IllegalStateException("a component of type " + wanted + " must be nullable");
    }
}
