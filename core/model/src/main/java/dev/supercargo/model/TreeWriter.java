package dev.supercargo.model;

import dev.supercargo.meta.Condition;
import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes records as trees.
final class TreeWriter {
    private TreeWriter() {}

    static Map<String, Object> record(Record value) {
        if (value instanceof Condition condition) {
            return condition(condition);
        }
        var tree = new LinkedHashMap<String, Object>();
        for (Shape.Field field : Shape.of(value.getClass()).fields()) {
            Object component = Shape.get(field.component(), value);
            if (component == null) {
                continue;
            }
            Object written = value(component);
            boolean always = field.required() || field.nullable() || component instanceof Record;
            if (always || !isEmpty(written)) {
                Json.putNullable(tree, field.name(), written);
            }
        }
        return tree;
    }

    private static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Record nested -> record(nested);
            case List<?> list -> {
                var items = new ArrayList<@Nullable Object>();
                list.forEach(item -> items.add(value(item)));
                yield items;
            }
            case Map<?, ?> map -> {
                var entries = new LinkedHashMap<String, Object>();
                map.forEach((key, entry) -> Json.putNullable(entries, (String) key, value(entry)));
                yield entries;
            }
            case Instant time -> time.truncatedTo(ChronoUnit.SECONDS).toString();
            case Duration duration -> GoDuration.print(duration);
            case Integer number -> number.longValue();
            default -> value;
        };
    }

    private static boolean isEmpty(@Nullable Object written) {
        return switch (written) {
            case null -> true;
            case String text -> text.isEmpty();
            case Boolean flag -> !flag;
            case Long number -> number == 0;
            case List<?> list -> list.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            default -> false;
        };
    }

    private static Map<String, Object> condition(Condition condition) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("type", condition.type());
        tree.put("status", condition.status());
        tree.put("reason", condition.reason());
        tree.put("message", condition.message());
        tree.put("lastTransitionTime", condition.lastTransitionTime().toString());
        if (condition.observedGeneration() != 0) {
            tree.put("observedGeneration", condition.observedGeneration());
        }
        return tree;
    }
}
