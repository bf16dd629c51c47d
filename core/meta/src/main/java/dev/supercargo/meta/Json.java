package dev.supercargo.meta;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.Separators;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads, prints, copies and walks document trees.
///
/// A tree consists of `Map<String, Object>` (insertion-ordered), `List<Object>`, `String`, `Long` (a number written
/// without fraction and exponent that fits 64 bits), `Double` (any other number), `Boolean` and `null`. Trees that this
/// class returns are fresh and mutable; whoever keeps one, copies it ([#copy]).
public final class Json {
    /// The deepest nesting that is read; deeper documents are refused.
    public static final int MAX_DEPTH = 1_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(64 * 1024 * 1024)
                    .build())
            // buffers are shared between threads: most threads are virtual and live for one turn
            .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
            .build();

    private Json() {}

    /// The tree that the text denotes. Refuses trailing content, nesting beyond [#MAX_DEPTH] and bad syntax.
    ///
    /// @throws JsonException with the position, when the text is not one JSON document
    public static @Nullable Object parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return document(parser);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /// The tree that UTF-8 bytes denote; otherwise as [#parse(String)].
    public static @Nullable Object parse(byte[] utf8) {
        try (JsonParser parser = FACTORY.createParser(utf8)) {
            return document(parser);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /// The object that the text denotes.
    ///
    /// @throws JsonException also when the document is no object
    public static Map<String, Object> parseObject(String text) {
        return asObject(parse(text));
    }

    /// The object that UTF-8 bytes denote.
    public static Map<String, Object> parseObject(byte[] utf8) {
        return asObject(parse(utf8));
    }

    /// Compact JSON text of a tree. Keys keep their order; other numbers, enums and records are refused.
    public static String print(@Nullable Object tree) {
        return new String(bytes(tree), StandardCharsets.UTF_8);
    }

    /// Compact UTF-8 JSON of a tree.
    public static byte[] bytes(@Nullable Object tree) {
        return write(tree, false);
    }

    /// JSON text of a tree, indented by two spaces.
    public static String pretty(@Nullable Object tree) {
        return new String(write(tree, true), StandardCharsets.UTF_8);
    }

    /// A deep copy of an object: fresh maps and lists, shared scalars.
    public static Map<String, Object> copy(Map<String, Object> tree) {
        return asObject(copyOf(tree));
    }

    /// A deep copy of any tree.
    public static @Nullable Object copyOf(@Nullable Object tree) {
        return switch (tree) {
            case null -> null;
            case Map<?, ?> map -> {
                var copy = LinkedHashMap.<String, Object>newLinkedHashMap(map.size());
                map.forEach((key, value) -> putNullable(copy, (String) key, copyOf(value)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>(list.size());
                list.forEach(item -> copy.add(copyOf(item)));
                yield copy;
            }
            default -> tree;
        };
    }

    /// The value seen as an object: `Map<String, Object>`.
    ///
    /// @throws JsonException when it is not one
    @SuppressWarnings("unchecked")
    public static Map<String, Object> asObject(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new JsonException("expected a JSON object, got " + kindOf(tree));
    }

    /// The value seen as a list.
    @SuppressWarnings("unchecked")
    public static List<Object> asList(@Nullable Object tree) {
        if (tree instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw new JsonException("expected a JSON array, got " + kindOf(tree));
    }

    /// The value at a path of keys, or empty where some key is absent or a parent is no object.
    public static Optional<Object> at(@Nullable Object tree, String... path) {
        Object here = tree;
        for (String key : path) {
            if (!(here instanceof Map<?, ?> map)) {
                return Optional.empty();
            }
            here = map.get(key);
        }
        return Optional.ofNullable(here);
    }

    /// The text at a path, or empty where there is none.
    public static Optional<String> text(@Nullable Object tree, String... path) {
        return at(tree, path).filter(String.class::isInstance).map(String.class::cast);
    }

    /// The object at a path; an empty immutable one where there is none.
    public static Map<String, Object> object(@Nullable Object tree, String... path) {
        return at(tree, path).filter(Map.class::isInstance).map(Json::asObject).orElse(Map.of());
    }

    /// The list at a path; an empty immutable one where there is none.
    public static List<Object> list(@Nullable Object tree, String... path) {
        return at(tree, path).filter(List.class::isInstance).map(Json::asList).orElse(List.of());
    }

    /// Sets a value, making objects on the way. The root must be mutable.
    public static void put(Map<String, Object> root, @Nullable Object value, String... path) {
        Map<String, Object> here = root;
        for (int i = 0; i < path.length - 1; i++) {
            Object next = here.get(path[i]);
            if (!(next instanceof Map<?, ?>)) {
                next = new LinkedHashMap<String, Object>();
                here.put(path[i], next);
            }
            here = asObject(next);
        }
        putNullable(here, path[path.length - 1], value);
    }

    /// Puts a value that may be JSON's `null`.
    @SuppressWarnings("NullAway") // JSON null is stored as null; NullAway has no word for it here
    public static void putNullable(Map<String, Object> map, String key, @Nullable Object value) {
        map.put(key, value);
    }

    /// Whether two trees mean the same. Numbers are compared by value (`1` equals `1.0`).
    public static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            if (x.size() != y.size()) {
                return false;
            }
            for (Map.Entry<?, ?> entry : x.entrySet()) {
                if (!y.containsKey(entry.getKey()) || !same(entry.getValue(), y.get(entry.getKey()))) {
                    return false;
                }
            }
            return true;
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            if (x.size() != y.size()) {
                return false;
            }
            for (int i = 0; i < x.size(); i++) {
                if (!same(x.get(i), y.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (a instanceof Long x && b instanceof Double y) {
            return x.doubleValue() == y;
        }
        if (a instanceof Double x && b instanceof Long y) {
            return x == y.doubleValue();
        }
        return a == null ? b == null : a.equals(b);
    }

    /// What a value is called in messages: `object`, `array`, `string`, `number`, `boolean`, `null`.
    public static String kindOf(@Nullable Object tree) {
        return switch (tree) {
            case null -> "null";
            case Map<?, ?> _ -> "object";
            case List<?> _ -> "array";
            case String _ -> "string";
            case Number _ -> "number";
            case Boolean _ -> "boolean";
            default -> tree.getClass().getSimpleName();
        };
    }

    private static @Nullable Object document(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            throw new JsonException("empty document");
        }
        Object tree = value(parser);
        if (parser.nextToken() != null) {
            throw new JsonException("unexpected content after the document at "
                    + parser.currentTokenLocation().offsetDescription());
        }
        return tree;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var map = new LinkedHashMap<String, Object>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    putNullable(map, key, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                var list = new ArrayList<@Nullable Object>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                switch (parser.getNumberType()) {
                    case INT, LONG -> parser.getLongValue();
                    default -> parser.getDoubleValue();
                };
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new JsonException("unexpected " + parser.currentToken());
        };
    }

    private static byte[] write(@Nullable Object tree, boolean indent) {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            if (indent) {
                var indenter = new DefaultIndenter("  ", "\n");
                generator.setPrettyPrinter(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                                .withObjectEmptySeparator("")
                                .withArrayEmptySeparator(""))
                        .withObjectIndenter(indenter)
                        .withArrayIndenter(indenter));
            }
            write(generator, tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator generator, @Nullable Object tree) throws IOException {
        switch (tree) {
            case null -> generator.writeNull();
            case Map<?, ?> map -> {
                generator.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    generator.writeFieldName((String) entry.getKey());
                    write(generator, entry.getValue());
                }
                generator.writeEndObject();
            }
            case List<?> list -> {
                generator.writeStartArray();
                for (Object item : list) {
                    write(generator, item);
                }
                generator.writeEndArray();
            }
            case String text -> generator.writeString(text);
            case Boolean flag -> generator.writeBoolean(flag);
            case Long number -> generator.writeNumber(number);
            case Integer number -> generator.writeNumber(number);
            case Double number -> writeDouble(generator, number);
            case BigInteger number -> generator.writeNumber(number);
            case BigDecimal number -> generator.writeNumber(number);
            default -> throw new IllegalStateException("not a JSON value: " + tree.getClass());
        }
    }

    /// Whole doubles print without fraction, as Go does.
    private static void writeDouble(JsonGenerator generator, double number) throws IOException {
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            generator.writeNumber((long) number);
        } else {
            generator.writeNumber(number);
        }
    }

    private static JsonException refused(IOException e) {
        String what = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        String where = e instanceof JsonProcessingException json && json.getLocation() != null
                ? " at line " + json.getLocation().getLineNr() + ", column "
                        + json.getLocation().getColumnNr()
                : "";
        return new JsonException(what + where);
    }
}
