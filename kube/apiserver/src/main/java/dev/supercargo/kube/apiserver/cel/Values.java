package dev.supercargo.kube.apiserver.cel;

import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Document trees as values of CEL, by their schema.
final class Values {
    private static final List<String> VISIBLE_METADATA = List.of("name", "generateName");

    private Values() {}

    /// The value of a node. What does not fit its schema stays what it is.
    static Object of(StructuralSchema schema, @Nullable Object tree, boolean isResource) {
        return switch (tree) {
            case null -> NullValue.NULL_VALUE;
            case Map<?, ?> map -> object(schema, Json.asObject(map), isResource || schema.isEmbeddedResource());
            case List<?> list -> list(schema, list);
            case String text -> text(schema, text);
            case Long number -> schema.type().equals("number") ? (Object) number.doubleValue() : number;
            case Double number -> schema.type().equals("integer") ? (Object) number.longValue() : number;
            default -> tree;
        };
    }

    /// The value of a tree of which nothing is known.
    static Object untyped(@Nullable Object tree) {
        return switch (tree) {
            case null -> NullValue.NULL_VALUE;
            case Map<?, ?> map -> {
                var object = new LinkedHashMap<String, Object>();
                map.forEach((name, value) -> object.put((String) name, untyped(value)));
                yield object;
            }
            case List<?> list -> {
                var items = new ArrayList<Object>(list.size());
                list.forEach(item -> items.add(untyped(item)));
                yield items;
            }
            default -> tree;
        };
    }

    private static Object object(StructuralSchema schema, Map<String, Object> tree, boolean isResource) {
        var object = new LinkedHashMap<String, Object>();
        boolean isMap = schema.additionalProperties()
                .filter(other -> other != StructuralSchema.any())
                .isPresent();
        tree.forEach((name, value) -> {
            if (isMap) {
                StructuralSchema child = schema.property(name).orElse(StructuralSchema.any());
                object.put(name, of(child, value, false));
            } else {
                StructuralSchema child = schema.properties().get(name);
                if (child != null && value != null) { // a property that is null counts as absent
                    Identifiers.escape(name).ifPresent(identifier -> object.put(identifier, of(child, value, false)));
                }
            }
        });
        if (isResource) {
            addResourceFields(tree, object);
        }
        return object;
    }

    private static void addResourceFields(Map<String, Object> tree, Map<String, Object> object) {
        for (String name : List.of("apiVersion", "kind")) {
            Json.text(tree, name).ifPresent(text -> object.put(name, text));
        }
        var metadata = new LinkedHashMap<String, Object>();
        for (String name : VISIBLE_METADATA) {
            Json.text(tree, "metadata", name).ifPresent(text -> metadata.put(name, text));
        }
        object.put("metadata", metadata);
    }

    private static Object list(StructuralSchema schema, List<?> tree) {
        var list = new ArrayList<Object>(tree.size());
        tree.forEach(item -> list.add(of(schema.items(), item, false)));
        return switch (schema.listType()) {
            case "set" -> new KeyedList(list, List.of());
            case "map" ->
                new KeyedList(
                        list,
                        schema.listMapKeys().stream()
                                .map(key -> Identifiers.escape(key).orElse(key))
                                .toList());
            default -> list;
        };
    }

    private static Object text(StructuralSchema schema, String text) {
        if (!schema.type().equals("string")) {
            return text;
        }
        try {
            return switch (schema.format()) {
                case "byte" -> CelByteString.of(Base64.getDecoder().decode(text));
                case "duration" ->
                    GoDuration.parse(text).<Object>map(duration -> duration).orElse(text);
                case "date" ->
                    LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
                case "date-time" -> instant(text);
                default -> text;
            };
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return text;
        }
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
    }
}
