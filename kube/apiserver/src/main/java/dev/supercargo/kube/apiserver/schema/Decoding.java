package dev.supercargo.kube.apiserver.schema;

import dev.supercargo.meta.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads documents of built-in kinds as Kubernetes' typed decoder does (kubernetes-api.md 1.6, 3.7): wrong types are
/// refused, unknown fields dropped, nulls mean absent (or empty, as values of maps), times and quantities get their one
/// written form.
public final class Decoding {
    private static final Pattern MICRO_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}(?:Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern DATED = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d");
    private static final Pattern TOO_FINE = Pattern.compile(".{19}\\.\\d{7,}");
    private static final String MICRO_LAYOUT = "2006-01-02T15:04:05.000000Z07:00";
    private static final String TIME_LAYOUT = "2006-01-02T15:04:05Z07:00";
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'");
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    private final List<String> unknown = new ArrayList<>();

    private Decoding() {}

    /// Where a value stands: for messages about types, and for those about unknown fields.
    private record Place(String struct, String field, String path) {
        Place property(StructuralSchema owner, String name) {
            String owningStruct = owner.definitionName().isEmpty() ? struct : owner.definitionName();
            return new Place(owningStruct, join(field, name), join(path, name));
        }

        Place key(String name) {
            return new Place(struct, field, join(path, name));
        }

        Place element(int index) {
            return new Place(struct, field, path + "[" + index + "]");
        }

        private static String join(String base, String name) {
            return base.isEmpty() ? name : base + "." + name;
        }
    }

    /// Brings an object of a built-in kind into its form, in place; answers the paths of the fields
    /// that were not known, in the order of the document.
    ///
    /// @throws DecodeException where a value has a wrong type
    public static List<String> decode(StructuralSchema schema, String kind, Map<String, Object> object) {
        return decode(schema, kind, "", object);
    }

    /// The same for a part of an object that stands at `path`.
    public static List<String> decode(StructuralSchema schema, String struct, String path, Map<String, Object> object) {
        var decoding = new Decoding();
        decoding.struct(schema, object, new Place(struct, "", path));
        return decoding.unknown;
    }

    private void struct(StructuralSchema schema, Map<String, Object> object, Place place) {
        for (String name : List.copyOf(object.keySet())) {
            StructuralSchema child = schema.properties().get(name);
            if (child == null) {
                object.remove(name);
                unknown.add(place.property(schema, name).path());
            } else if (object.get(name) == null) {
                object.remove(name);
            } else {
                Object value = value(child, object.get(name), place.property(schema, name));
                if (isEmpty(child, value) && !schema.required().contains(name)) {
                    object.remove(name); // as Go leaves out what is empty
                } else {
                    Json.putNullable(object, name, value);
                }
            }
        }
    }

    private static boolean isEmpty(StructuralSchema schema, @Nullable Object value) {
        return (value instanceof List<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map
                        && map.isEmpty()
                        && schema.additionalProperties().isPresent());
    }

    private @Nullable Object value(StructuralSchema schema, @Nullable Object value, Place place) {
        if (schema.preservesUnknownFields()) {
            return value;
        }
        if (schema.isIntOrString()) {
            return value instanceof Long || value instanceof String ? value : wrong(value, place, "intstr.IntOrString");
        }
        if (schema.format().equals("quantity")) {
            return quantity(value, place);
        }
        return switch (schema.type()) {
            case "string" -> text(schema, value, place);
            case "integer" -> integer(schema, value, place);
            case "number" -> value instanceof Number ? value : wrong(value, place, "float64");
            case "boolean" -> value instanceof Boolean ? value : wrong(value, place, "bool");
            case "array" -> list(schema, value, place);
            case "object" -> object(schema, value, place);
            default -> {
                if (value instanceof Map<?, ?> map && !schema.properties().isEmpty()) {
                    struct(schema, Json.asObject(map), place);
                }
                yield value;
            }
        };
    }

    private @Nullable Object object(StructuralSchema schema, @Nullable Object value, Place place) {
        if (!(value instanceof Map<?, ?> map)) {
            return wrong(value, place, goType(schema));
        }
        Map<String, Object> object = Json.asObject(map);
        Optional<StructuralSchema> values = schema.additionalProperties();
        if (values.isPresent()) {
            object.replaceAll((key, item) -> present(values.get(), item, place.key(key)));
        } else if (!schema.properties().isEmpty()) {
            struct(schema, object, place);
        } else if (!schema.tree().containsKey("properties") && !object.isEmpty()) {
            object.keySet().forEach(name -> unknown.add(place.key(name).path()));
            object.clear();
        }
        return object;
    }

    private @Nullable Object list(StructuralSchema schema, @Nullable Object value, Place place) {
        if (!(value instanceof List<?> given)) {
            return wrong(value, place, goType(schema));
        }
        List<Object> list = Json.asList(given);
        for (int i = 0; i < list.size(); i++) {
            list.set(i, present(schema.items(), list.get(i), place.element(i)));
        }
        return list;
    }

    /// A value inside a map or a list: null is the empty value of its type.
    @SuppressWarnings("NullAway") // JSON null is stored as null; NullAway has no word for it here
    private Object present(StructuralSchema schema, @Nullable Object value, Place place) {
        if (value != null) {
            return value(schema, value, place);
        }
        return switch (schema.type()) {
            case "string" -> "";
            case "integer", "number" -> 0L;
            case "boolean" -> false;
            case "object" -> new java.util.LinkedHashMap<String, Object>();
            default -> null;
        };
    }

    private static Object text(StructuralSchema schema, @Nullable Object value, Place place) {
        if (!(value instanceof String text)) {
            return wrong(value, place, schema.format().equals("byte") ? "[]uint8" : "string");
        }
        return switch (schema.format()) {
            case "byte" -> base64(text);
            case "date-time" -> time(text);
            case "micro-time" -> microTime(text);
            default -> text;
        };
    }

    private static Object integer(StructuralSchema schema, @Nullable Object value, Place place) {
        String type = schema.format().isEmpty() ? "int64" : schema.format();
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 0x1p63) {
            return integer(schema, number.longValue(), place);
        }
        if (!(value instanceof Long number)) {
            return wrong(value, place, type);
        }
        if (type.equals("int32") && number != number.intValue()) {
            throw new DecodeException("json: cannot unmarshal number " + number + " into Go struct field "
                    + place.struct() + "." + place.field() + " of type int32");
        }
        return number;
    }

    private static Object quantity(@Nullable Object value, Place place) {
        try {
            return switch (value) {
                case String text -> Quantity.parse(text).toString();
                case Number number -> Quantity.parse(number.toString()).toString();
                case null, default -> wrong(value, place, "resource.Quantity");
            };
        } catch (IllegalArgumentException e) {
            throw new DecodeException(String.valueOf(e.getMessage()));
        }
    }

    private static String base64(String text) {
        int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
        int end = text.length() - padding;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean sign =
                    (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
            if (!sign) {
                throw new DecodeException("illegal base64 data at input byte " + i);
            }
        }
        if (text.length() % 4 != 0) {
            throw new DecodeException("illegal base64 data at input byte " + (text.length() / 4 * 4));
        }
        return text;
    }

    private static String time(String text) {
        if (Formats.isPlainTime(text)) {
            return text;
        }
        if (!Formats.isDateTime(text)) {
            throw badTime(text, TIME_LAYOUT);
        }
        return SECONDS.format(instant(text).truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
    }

    private static String microTime(String text) {
        if (!MICRO_TIME.matcher(text).matches() || !Formats.isDateTime(text)) {
            throw badTime(text, MICRO_LAYOUT);
        }
        return MICROS.format(instant(text).atOffset(ZoneOffset.UTC));
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT).replace(',', '.'))
                .toInstant();
    }

    private static DecodeException badTime(String text, String layout) {
        boolean dated = DATED.matcher(text).lookingAt();
        boolean tooFine =
                dated && layout.equals(MICRO_LAYOUT) && TOO_FINE.matcher(text).lookingAt();
        String rest = tooFine ? text.substring(26) : dated ? text.substring(19) : text;
        String wanted = tooFine ? "Z07:00" : dated ? ".000000" : "2006";
        return new DecodeException("parsing time " + FieldError.quote(text) + " as " + FieldError.quote(layout)
                + ": cannot parse " + FieldError.quote(rest) + " as " + FieldError.quote(wanted));
    }

    private static Object wrong(@Nullable Object value, Place place, String type) {
        String kind = switch (value) {
            case null -> "null";
            case Boolean _ -> "bool";
            case Double number when type.startsWith("int") -> "number " + Json.print(number);
            default -> Json.kindOf(value);
        };
        throw new DecodeException("json: cannot unmarshal " + kind + " into Go struct field " + place.struct() + "."
                + place.field() + " of type " + type);
    }

    private static String goType(StructuralSchema schema) {
        return switch (schema.type()) {
            case "array" -> "[]" + goType(schema.items());
            case "object" ->
                schema.additionalProperties()
                        .map(values -> "map[string]" + goType(values))
                        .orElse("v1." + schema.definitionName());
            case "integer" -> schema.format().isEmpty() ? "int64" : schema.format();
            case "number" -> "float64";
            case "boolean" -> "bool";
            default -> schema.format().equals("byte") ? "[]uint8" : "string";
        };
    }
}
