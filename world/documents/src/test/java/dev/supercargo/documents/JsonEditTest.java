package dev.supercargo.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonEditTest {
    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":1 , \"b\":2} | a    | {\"a\":9 , \"b\":2}",
                "{\"a\":{}}          | a.b  | {\"a\":{\"b\":9}}",
                "[]                  | 2    | [null,null,9]",
                "{\"a\":[1]}         | a.-1 | {\"a\":[1,9]}",
                "{\"a\":[]}          | a.-1.b | {\"a\":[{\"b\":9}]}",
                "{\"a\":{\"0\":1}}   | a.0  | {\"a\":{\"0\":9}}",
                "{\"a\":\"}{\",\"b\":1} | b | {\"a\":\"}{\",\"b\":9}",
                "{\"i\":[{\"n\":\"a.b\",\"v\":1}]} | i.#(n==\"a.b\")#.v | {\"i\":[{\"n\":\"a.b\",\"v\":9}]}",
                "{\"a\":1}           | a.@this | {\"a\":1}",
            })
    void sets(String before, String key, String after) {
        byte[] bytes = before.getBytes(StandardCharsets.UTF_8);
        var edit = JsonEdit.of(bytes, List.of(new Update(key, 9L)));
        assertThat(new String(edit.bytes(), StandardCharsets.UTF_8)).isEqualTo(after);
    }

    @Test
    void bytesThatAreNoTextSurvive() {
        byte[] before = {'{', '"', 'x', '"', ':', '"', (byte) 0xff, '"', ',', '"', 'a', '"', ':', '1', '}'};
        byte[] after = JsonEdit.of(before, List.of(new Update("a", 2L))).bytes();
        before[13] = '2';
        assertThat(after).isEqualTo(before);
    }

    @Test
    void refusesAnEmptyPart() {
        assertThatThrownBy(() -> JsonEdit.of("{}".getBytes(StandardCharsets.UTF_8), List.of(new Update("a..b", 1L))))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("empty key part in key \"a..b\"");
    }
}
