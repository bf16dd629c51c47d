package dev.supercargo.meta;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Reads and prints YAML as document trees (see [Json]); comments and layout are lost.
/// Edits that keep them are the business of `world/documents`.
public final class Yaml {
    private static final LoadSettings LOAD = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(false)
            .setCodePointLimit(64 * 1024 * 1024)
            .build();
    private static final DumpSettings DUMP = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setSchema(new CoreSchema())
            .setWidth(1_000)
            .build();

    private Yaml() {}

    /// Every document of a YAML stream that is not empty, in order.
    ///
    /// @throws JsonException with the position, when the text is not YAML
    public static List<Object> parseAll(String text) {
        try {
            var documents = new ArrayList<Object>();
            for (Object document : new Load(LOAD).loadAllFromString(text)) {
                Object tree = normalised(document);
                if (tree != null) {
                    documents.add(tree);
                }
            }
            return documents;
        } catch (YamlEngineException e) {
            throw new JsonException(String.valueOf(e.getMessage()));
        }
    }

    /// The single document of a YAML text; `null` where it is empty.
    public static @Nullable Object parse(String text) {
        try {
            return normalised(new Load(LOAD).loadFromString(text));
        } catch (YamlEngineException e) {
            throw new JsonException(String.valueOf(e.getMessage()));
        }
    }

    /// Block-style YAML of a tree, ending in a line break.
    public static String print(@Nullable Object tree) {
        return new Dump(DUMP).dumpToString(tree);
    }

    private static @Nullable Object normalised(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, Object>();
                map.forEach((key, item) -> Json.putNullable(copy, String.valueOf(key), normalised(item)));
                yield copy;
            }
            case Iterable<?> list -> {
                var copy = new ArrayList<@Nullable Object>();
                list.forEach(item -> copy.add(normalised(item)));
                yield copy;
            }
            case Integer number -> number.longValue();
            case BigInteger number -> number.doubleValue();
            case BigDecimal number -> number.doubleValue();
            case Float number -> number.doubleValue();
            case byte[] bytes -> new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
            default -> value;
        };
    }
}
