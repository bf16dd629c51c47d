package dev.supercargo.model;

import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes times and durations of a tree in their usual form.
final class Canonical {
    private Canonical() {}

    static void record(Class<?> type, Map<String, Object> tree) {
        for (Shape.Field field : Shape.of(type).fields()) {
            if (tree.get(field.name()) != null) {
                Json.putNullable(tree, field.name(), value(field.type(), tree.get(field.name())));
            }
        }
    }

    private static @Nullable Object value(Type type, @Nullable Object given) {
        if (type == Instant.class && given instanceof String text) {
            return KubeObject.instant(text)
                    .map(time -> time.truncatedTo(ChronoUnit.SECONDS).toString())
                    .orElse(text);
        }
        if (type == Duration.class && given instanceof String text) {
            return GoDuration.parse(text).map(GoDuration::print).orElse(text);
        }
        if (type instanceof ParameterizedType generic
                && generic.getRawType() == List.class
                && given instanceof List<?>) {
            List<Object> items = Json.asList(given);
            items.replaceAll(item -> {
                Object written = value(generic.getActualTypeArguments()[0], item);
                return written == null ? item : written;
            });
        } else if (type instanceof ParameterizedType generic
                && generic.getRawType() == Map.class
                && given instanceof Map<?, ?>) {
            Map<String, Object> entries = Json.asObject(given);
            entries.replaceAll((_, item) -> {
                Object written = value(generic.getActualTypeArguments()[1], item);
                return written == null ? item : written;
            });
        } else if (type instanceof Class<?> named && named.isRecord() && given instanceof Map<?, ?>) {
            record(named, Json.asObject(given));
        }
        return given;
    }
}
