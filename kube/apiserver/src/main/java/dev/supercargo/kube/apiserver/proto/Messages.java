package dev.supercargo.kube.apiserver.proto;

import dev.supercargo.kube.apiserver.proto.MessageTable.Field;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns messages into trees, as the table says.
///
/// Encoders write zero values of all fields; those mean "absent", except in optional fields, lists and maps.
final class Messages {
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private Messages() {}

    /// Adds the members of a message to the tree.
    static void decode(String message, Wire wire, Map<String, Object> into) {
        Map<Integer, Field> fields = MessageTable.fieldsOf(message);
        while (wire.next()) {
            Field field = fields.get(wire.field());
            if (field == null) {
                wire.skip();
            } else {
                member(field, wire, into);
            }
        }
    }

    private static void member(Field field, Wire wire, Map<String, Object> into) {
        String type = field.type();
        if (field.name().isEmpty()) {
            decode(type, wire.message(), into);
        } else if (type.startsWith("[]")) {
            elements(type.substring(2), wire, listAt(into, field.name()));
        } else if (type.startsWith("{}")) {
            entry(type.substring(2), wire.message(), mapAt(into, field.name()));
        } else {
            Object value = value(type, wire);
            if (value != null && (field.optional() || !isZero(value))) {
                into.put(field.name(), value);
            }
        }
    }

    private static List<Object> listAt(Map<String, Object> tree, String name) {
        return Json.asList(tree.computeIfAbsent(name, _ -> new ArrayList<Object>()));
    }

    private static Map<String, Object> mapAt(Map<String, Object> tree, String name) {
        return Json.asObject(tree.computeIfAbsent(name, _ -> new LinkedHashMap<String, Object>()));
    }

    /// One element, or several numbers in one packed field.
    private static void elements(String type, Wire wire, List<Object> into) {
        if (type.equals("int") && wire.isLengthDelimited()) {
            Wire packed = wire.message();
            while (!packed.atEnd()) {
                into.add(packed.varint());
            }
            return;
        }
        Object value = value(type, wire);
        if (value != null) {
            into.add(value);
        }
    }

    private static void entry(String type, Wire wire, Map<String, Object> into) {
        String key = "";
        Object value = null;
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> key = wire.text();
                case 2 -> value = value(type, wire);
                default -> wire.skip();
            }
        }
        into.put(key, value == null ? missing(type) : value);
    }

    private static Object missing(String type) {
        return switch (type) {
            case "string", "bytes" -> "";
            case "strings" -> new ArrayList<Object>();
            case "quantity" -> "0";
            default -> new LinkedHashMap<String, Object>();
        };
    }

    private static boolean isZero(Object value) {
        return value.equals("") || value.equals(0L) || value.equals(0.0) || value.equals(false);
    }

    /// The value of one field; null for a time that is not set.
    private static @Nullable Object value(String type, Wire wire) {
        return switch (type) {
            case "string" -> wire.text();
            case "bool" -> wire.integer() != 0;
            case "int" -> wire.integer();
            case "double" -> wire.floating();
            case "bytes" -> Base64.getEncoder().encodeToString(wire.content());
            case "time" -> time(wire.message(), SECONDS);
            case "microtime" -> time(wire.message(), MICROS);
            case "quantity" -> firstText(wire.message());
            case "strings" -> texts(wire.message());
            case "intOrString" -> intOrString(wire.message());
            case "json" -> json(wire.message());
            case "schemaOrArray" -> either(wire.message(), "[]" + SCHEMA);
            case "schemaOrStrings" -> either(wire.message(), "[]string");
            case "schemaOrBool" -> schemaOrBool(wire.message());
            default -> {
                var tree = new LinkedHashMap<String, Object>();
                decode(type, wire.message(), tree);
                yield tree;
            }
        };
    }

    private static final String SCHEMA = "apiextensions.JSONSchemaProps";

    private static @Nullable String time(Wire wire, DateTimeFormatter format) {
        long seconds = 0;
        long nanos = 0;
        boolean set = false;
        while (wire.next()) {
            set = true;
            switch (wire.field()) {
                case 1 -> seconds = wire.integer();
                case 2 -> nanos = wire.integer();
                default -> wire.skip();
            }
        }
        return set ? format.format(Instant.ofEpochSecond(seconds, nanos)) : null;
    }

    private static String firstText(Wire wire) {
        String text = "";
        while (wire.next()) {
            if (wire.field() == 1) {
                text = wire.text();
            } else {
                wire.skip();
            }
        }
        return text;
    }

    private static List<Object> texts(Wire wire) {
        var texts = new ArrayList<Object>();
        while (wire.next()) {
            if (wire.field() == 1) {
                texts.add(wire.text());
            } else {
                wire.skip();
            }
        }
        return texts;
    }

    private static Object intOrString(Wire wire) {
        long kind = 0;
        long number = 0;
        String text = "";
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> kind = wire.integer();
                case 2 -> number = wire.integer();
                case 3 -> text = wire.text();
                default -> wire.skip();
            }
        }
        return kind == 0 ? (Object) number : text;
    }

    private static @Nullable Object json(Wire wire) {
        byte[] raw = new byte[0];
        while (wire.next()) {
            if (wire.field() == 1) {
                raw = wire.content();
            } else {
                wire.skip();
            }
        }
        try {
            return raw.length == 0 ? null : Json.parse(new String(raw, StandardCharsets.UTF_8));
        } catch (JsonException e) {
            throw new Wire.Malformed("embedded JSON: " + e.getMessage());
        }
    }

    /// A schema (field 1), or a list of something (field 2).
    private static Object either(Wire wire, String listType) {
        var schema = new LinkedHashMap<String, Object>();
        var holder = new LinkedHashMap<String, Object>();
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> decode(SCHEMA, wire.message(), schema);
                case 2 -> member(new Field("list", listType, false), wire, holder);
                default -> wire.skip();
            }
        }
        return holder.getOrDefault("list", schema);
    }

    private static Object schemaOrBool(Wire wire) {
        boolean allows = false;
        Map<String, Object> schema = null;
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> allows = wire.integer() != 0;
                case 2 -> {
                    schema = new LinkedHashMap<>();
                    decode(SCHEMA, wire.message(), schema);
                }
                default -> wire.skip();
            }
        }
        return schema == null ? (Object) allows : schema;
    }
}
