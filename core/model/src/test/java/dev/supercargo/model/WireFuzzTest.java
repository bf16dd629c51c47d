package dev.supercargo.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is stored, reading does not fail, and what was read once is read alike again.
class WireFuzzTest {
    private static final int ROUNDS = 200;

    static List<org.junit.jupiter.params.provider.Arguments> kinds() {
        return CrdsTest.kinds().toList();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void readingIsTotalAndSettles(ResourceType type, Class<? extends Record> record) {
        Object version = Json.list(Crds.bundled(type), "spec", "versions").getFirst();
        Map<String, Object> schema = Json.object(version, "schema", "openAPIV3Schema");
        for (long seed = 0; seed < ROUNDS; seed++) {
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            Object tree = tree(schema, random, 0);
            if (!(tree instanceof Map<?, ?>)) {
                continue;
            }
            Map<String, Object> once = Wire.write(Wire.read(record, Json.asObject(tree)));
            Map<String, Object> twice = Wire.write(Wire.read(record, once));
            assertThat(Json.same(once, twice))
                    .as("seed %d of %s: %s became %s", seed, type, Json.print(once), Json.print(twice))
                    .isTrue();
            Wire.canonicalise(record, Json.copy(Json.asObject(tree)));
        }
    }

    /// A tree that mostly follows the schema and now and then does not.
    private static @Nullable Object tree(Map<String, Object> schema, RandomGenerator random, int depth) {
        if (random.nextInt(12) == 0 || depth > 12) {
            return anything(random);
        }
        Map<String, Object> properties = Json.object(schema, "properties");
        return switch (Json.text(schema, "type").orElse("")) {
            case "object" -> {
                var map = new LinkedHashMap<String, Object>();
                properties.forEach((name, property) -> {
                    if (random.nextInt(3) > 0) {
                        Json.putNullable(map, name, tree(Json.asObject(property), random, depth + 1));
                    }
                });
                Map<String, Object> values = Json.object(schema, "additionalProperties");
                if (!values.isEmpty()) {
                    Json.putNullable(map, "k" + random.nextInt(3), tree(values, random, depth + 1));
                }
                yield map;
            }
            case "array" -> {
                var list = new ArrayList<@Nullable Object>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    list.add(tree(Json.object(schema, "items"), random, depth + 1));
                }
                yield list;
            }
            case "string" ->
                List.of("", "a", "1h", "2026-01-01T00:00:00Z", "2026-01-01t00:00:00.5+01:00", "<é>")
                        .get(random.nextInt(6));
            case "integer" -> random.nextInt(2) == 0 ? (Object) (long) random.nextInt(-2, 5) : (Object) 1.5;
            case "boolean" -> random.nextBoolean();
            default -> anything(random);
        };
    }

    private static @Nullable Object anything(RandomGenerator random) {
        return switch (random.nextInt(7)) {
            case 0 -> null;
            case 1 -> random.nextLong();
            case 2 -> random.nextDouble();
            case 3 -> "text";
            case 4 -> random.nextBoolean();
            case 5 -> new ArrayList<Object>(List.of("x", 1L));
            default -> new LinkedHashMap<String, Object>(Map.of("name", 1L));
        };
    }
}
