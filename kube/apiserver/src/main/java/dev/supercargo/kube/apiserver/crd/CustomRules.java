package dev.supercargo.kube.apiserver.crd;

import dev.supercargo.kube.apiserver.kinds.Ages;
import dev.supercargo.kube.apiserver.resources.Column;
import dev.supercargo.kube.apiserver.resources.Rules;
import dev.supercargo.kube.apiserver.table.JsonPath;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The rules of a custom resource: which fields selectors may use, and the columns of its tables.
record CustomRules(List<String> selectableFields, List<Column> columns) implements Rules {
    /// From one version of a definition.
    static CustomRules of(Object version) {
        List<String> fields = Json.list(version, "selectableFields").stream()
                .map(field -> Json.text(field, "jsonPath").orElse("").replaceFirst("^\\.", ""))
                .toList();
        var columns = new ArrayList<Column>();
        columns.add(Column.NAME);
        List<Object> declared = Json.list(version, "additionalPrinterColumns");
        if (declared.isEmpty()) {
            columns.add(new Column(
                    "Age",
                    "date",
                    "",
                    "CreationTimestamp is a timestamp representing the server time when this object was created.",
                    0,
                    Ages::of));
        }
        declared.forEach(column -> columns.add(column(column)));
        return new CustomRules(fields, columns);
    }

    private static Column column(Object declared) {
        String name = Json.text(declared, "name").orElse("");
        String type = Json.text(declared, "type").orElse("string");
        String path = Json.text(declared, "jsonPath").orElse("");
        String description = Json.text(declared, "description")
                .orElse("Custom resource definition column (in JSONPath format): " + path);
        long priority = Json.at(declared, "priority").orElse(0L) instanceof Number n ? n.longValue() : 0;
        Optional<JsonPath> parsed = JsonPath.parse(path);
        return new Column(
                name,
                type,
                Json.text(declared, "format").orElse(""),
                description,
                priority,
                (object, now) -> parsed.flatMap(p -> p.first(object))
                        .map(value -> cell(type, value, now))
                        .orElse(null));
    }

    private static @Nullable Object cell(String type, Object value, Instant now) {
        return switch (type) {
            case "integer" -> whole(value);
            case "number" -> value instanceof Number ? value : null;
            case "boolean" -> value instanceof Boolean ? value : null;
            case "date" -> date(value, now);
            default -> text(value);
        };
    }

    private static @Nullable Object whole(Object value) {
        return switch (value) {
            case Long number -> number;
            case Double number -> number.longValue();
            default -> null;
        };
    }

    private static String date(Object value, Instant now) {
        return value instanceof String text
                ? KubeObject.instant(text)
                        .map(time -> Ages.print(Duration.between(time, now)))
                        .orElse("<invalid>")
                : "<unknown>";
    }

    private static String text(Object value) {
        return value instanceof String text ? text : Json.print(sorted(value));
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var copy = new TreeMap<String, Object>();
                map.forEach((key, item) -> Json.putNullable(copy, String.valueOf(key), sorted(item)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>();
                list.forEach(item -> copy.add(sorted(item)));
                yield copy;
            }
            case null, default -> value;
        };
    }
}
