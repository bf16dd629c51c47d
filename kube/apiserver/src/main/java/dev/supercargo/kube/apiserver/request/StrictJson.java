package dev.supercargo.kube.apiserver.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A JSON document with the paths of keys that it gives more than once. The last value of a key wins; where
/// `mergeDuplicates` is set, objects given twice are merged (as built-in kinds do).
public record StrictJson(@Nullable Object tree, List<String> duplicates) {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Json.MAX_DEPTH)
                    .maxStringLength(64 * 1024 * 1024)
                    .build())
            .build();

    /// Reads a document.
    ///
    /// @throws JsonException when the bytes are not one
    public static StrictJson parse(byte[] utf8, boolean mergeDuplicates) {
        try (JsonParser parser = FACTORY.createParser(utf8)) {
            if (parser.nextToken() == null) {
                throw new JsonException("unexpected end of JSON input");
            }
            var reader = new Reader(parser, mergeDuplicates);
            Object tree = reader.value("");
            if (parser.nextToken() != null) {
                throw new JsonException("invalid character after top-level value");
            }
            return new StrictJson(tree, List.copyOf(reader.duplicates));
        } catch (com.fasterxml.jackson.core.io.JsonEOFException _) {
            throw new JsonException("unexpected end of JSON input");
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new JsonException(begins(utf8) ? e.getOriginalMessage() : strangeBeginning(utf8));
        } catch (IOException e) {
            throw new JsonException(String.valueOf(e.getMessage()));
        }
    }

    private static boolean begins(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8).stripLeading();
        return text.isEmpty() || "{[\"-0123456789tfn".indexOf(text.charAt(0)) >= 0;
    }

    /// As the original puts it.
    private static String strangeBeginning(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8).stripLeading();
        return "invalid character '" + text.substring(0, 1) + "' looking for beginning of value";
    }

    private static final class Reader {
        private final JsonParser parser;
        private final boolean merge;
        final Set<String> duplicates = new LinkedHashSet<>();

        Reader(JsonParser parser, boolean merge) {
            this.parser = parser;
            this.merge = merge;
        }

        @Nullable
        Object value(String path) throws IOException {
            return switch (parser.currentToken()) {
                case START_OBJECT -> object(path);
                case START_ARRAY -> {
                    var list = new ArrayList<@Nullable Object>();
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        list.add(value(path + "[" + list.size() + "]"));
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

        private Map<String, Object> object(String path) throws IOException {
            var map = new LinkedHashMap<String, Object>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                String here = path.isEmpty() ? key : path + "." + key;
                parser.nextToken();
                Object value = value(here);
                if (map.containsKey(key)) {
                    duplicates.add(here);
                    if (merge && map.get(key) instanceof Map<?, ?> && value instanceof Map<?, ?>) {
                        Json.asObject(map.get(key)).putAll(Json.asObject(value));
                        continue;
                    }
                }
                Json.putNullable(map, key, value);
            }
            return map;
        }
    }
}
