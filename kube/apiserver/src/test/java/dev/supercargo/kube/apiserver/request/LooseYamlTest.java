package dev.supercargo.kube.apiserver.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `kubernetes-api.md` 1.6: YAML is YAML 1.1.
class LooseYamlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yes|true",
                "y|true",
                "Off|false",
                "yEs|\"yEs\"",
                "0x10|16",
                "-0b101|-5",
                "017|15",
                "1_000|1000",
                "1.5e3|1500",
                "~|null",
                "2025-01-01|\"2025-01-01\"",
                "1.2.3|\"1.2.3\"",
                "'\"0x10\"'|\"0x10\"",
                "99999999999999999999|100000000000000000000",
            })
    void readsScalars(String yaml, String json) {
        assertThat(Json.same(LooseYaml.parse(yaml.replace("'", "")).tree(), Json.parse(json)))
                .as("%s", LooseYaml.parse(yaml.replace("'", "")).tree())
                .isTrue();
    }

    @Test
    void tellsRepeatedKeys() {
        LooseYaml read = LooseYaml.parse("a: 1\nb:\n  size: 2\n  size: 3\n");
        assertThat(read.tree()).isEqualTo(Map.of("a", 1L, "b", Map.of("size", 3L)));
        assertThat(read.repeated()).containsExactly("line 4: key \"size\" already set in map");
    }

    @Test
    void mergesAndRefuses() {
        assertThat(LooseYaml.parse("x: &x {a: 1}\nz: {<<: *x, b: 2}").tree())
                .isEqualTo(Map.of("x", Map.of("a", 1L), "z", Map.of("a", 1L, "b", 2L)));
        assertThatThrownBy(() -> LooseYaml.parse("a: b: c")).isInstanceOf(JsonException.class);
        assertThat(LooseYaml.parse("").tree()).isNull();
    }

    @Test
    void printsSortedAndQuoted() {
        Map<String, Object> tree = Json.parseObject("""
                {"kind":"X","a":"line\\n","m":{"yes":"no","num":"12","t":"2025-01-01T00:00:00Z"},"l":[{"b":1,"a":[]}],"e":{}}""");
        assertThat(LooseYaml.print(tree)).isEqualTo("""
                a: |
                  line
                e: {}
                kind: X
                l:
                - a: []
                  b: 1
                m:
                  num: "12"
                  t: "2025-01-01T00:00:00Z"
                  "yes": "no"
                """);
    }

    /// What is printed is read as the same.
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void readsWhatItPrints(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            Object tree = tree(random, 3);
            assertThat(Json.same(LooseYaml.parse(LooseYaml.print(tree)).tree(), tree))
                    .as("seed %s round %s: %s", seed, round, Json.print(tree))
                    .isTrue();
        }
    }

    private static Object tree(Random random, int depth) {
        return switch (depth == 0 ? random.nextInt(4) : random.nextInt(6)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt(100) / 8.0;
            case 3 -> text(random);
            case 4 -> {
                var list = new ArrayList<Object>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(tree(random, depth - 1));
                }
                yield list;
            }
            default -> {
                var map = new LinkedHashMap<String, Object>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(text(random), tree(random, depth - 1));
                }
                yield map;
            }
        };
    }

    private static String text(Random random) {
        List<String> odd = List.of(
                "",
                "yes",
                "n",
                "0x1",
                "1e3",
                "~",
                "null",
                "a: b",
                "- x",
                "#",
                "'",
                "\"",
                "a\nb",
                "x\n\n",
                " lead",
                "{",
                "&a",
                "2025-01-01",
                "12:30",
                "-",
                "?",
                "!tag",
                "%",
                "@",
                "é\u2028",
                "\t",
                ".5",
                "0o7",
                "+1");
        return odd.get(random.nextInt(odd.size()));
    }
}
