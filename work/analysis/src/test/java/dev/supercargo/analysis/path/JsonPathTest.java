package dev.supercargo.analysis.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.meta.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPathTest {
    private static final Object DOCUMENT =
            Json.parseObject("{\"ok\":true,\"n\":5,\"a.b\":\"dot\",\"none\":null,\"items\":["
                    + "{\"name\":\"x\",\"v\":1},{\"name\":\"y\",\"v\":2,\"extra\":1},{\"name\":\"z\",\"v\":3}]}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{$.ok} | true",
                "{.n} | 5",
                "{$.none} | null",
                "{$['a.b']} | \"dot\"",
                "{$.a\\.b} | \"dot\"",
                "{$.items[0].name} | \"x\"",
                "{$.items[-1].name} | \"z\"",
                "{$.items[1:].v} | 2",
                "{$.items[0:3:2].v} | 1",
                "{$.items[2,0].v} | 3",
                "{$.items[*].name} | \"x\"",
                "{$..name} | \"x\"",
                "{$.items[?(@.v > 1)].name} | \"y\"",
                "{$.items[?(@.name == 'z')].v} | 3",
                "{$.items[?(@.name != \"x\")].v} | 2",
                "{$.items[?(@.extra)].name} | \"y\"",
                "{$.items[?(@.name =~ '^[yz]$')].v} | 2",
                "{range .items[*]}{.v}{end} | 1",
                "{'text'} | \"text\"",
                "$.data.ok | \"$.data.ok\"",
                "{@.n} | 5",
            })
    void selectsFirst(String path, String expected) {
        assertThat(JsonPath.parse(path).first(DOCUMENT).map(found -> Json.print(found.value())))
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"{$.items[?(@.v > 9)]}", "{$.n[*]}"})
    void mayFindNothing(String path) {
        assertThat(JsonPath.parse(path).first(DOCUMENT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{$.nope} | nope is not found",
                "{$.items[7]} | array index out of bounds: index 7, length 3",
                "{$.items[7 | unclosed action",
                "{$.items[x]} | invalid array index x",
                "{range .items[*]}{.v} | unterminated range",
            })
    void saysWhereItLeadsNowhere(String path, String message) {
        assertThatThrownBy(() -> JsonPath.parse(path).first(DOCUMENT))
                .isInstanceOf(JsonPathException.class)
                .hasMessage(message);
    }
}
