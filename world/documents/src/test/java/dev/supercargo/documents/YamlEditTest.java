package dev.supercargo.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class YamlEditTest {
    record Row(String rule, String before, String key, Object value, String after) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row("a comment behind the value stays", "a: 1 # c\n", "a", 2L, "a: 2 # c\n"),
                new Row("an anchor stays", "a: &x v1\nb: *x\n", "a", "v2", "a: &x v2\nb: *x\n"),
                new Row("an anchor without value", "a: &x\nb: 1\n", "a", "v", "a: &x v\nb: 1\n"),
                new Row("a tag stays", "a: !!str 5\n", "a", "six", "a: !!str six\n"),
                new Row("a flow mapping stays whole", "{a: 1, b: [x, y]}", "b.1", "z", "{a: 1, b: [x, z]}"),
                new Row("commas are quoted in flow", "{a: 1}", "a", "x,y", "{a: \"x,y\"}"),
                new Row("commas are bare in blocks", "a: 1\n", "a", "x,y", "a: x,y\n"),
                new Row("CR LF stays", "a: 1\r\nb: 2\r\n", "b", 3L, "a: 1\r\nb: 3\r\n"),
                new Row("a byte order mark stays", "\ufeffa: 1\n", "a", 2L, "\ufeffa: 2\n"),
                new Row("columns count code points", "{\ud83d\ude00: 1, b: 2}\n", "b", 3L, "{\ud83d\ude00: 1, b: 3}\n"),
                new Row("a block scalar goes whole", "a: |\n  x\n  y\n\n# c\nb: 1\n", "a", "z", "a: z\n\n# c\nb: 1\n"),
                new Row(
                        "the comment of a block header stays",
                        "a: >- # why\n  x\nb: 1\n",
                        "a",
                        "z",
                        "a: z # why\nb: 1\n"),
                new Row("a block scalar at the end", "a:\n  b: |\n    x", "a.b", "z", "a:\n  b: z"),
                new Row("an empty item of a sequence", "-\n- b\n", "0", "x", "- x\n- b\n"),
                new Row("a directive is accepted", "%YAML 1.2\n---\na: 1\n", "a", 2L, "%YAML 1.2\n---\na: 2\n"),
                new Row("a value in single quotes", "a: 'it''s' # c\n", "a", "x", "a: x # c\n"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void replacesTheScalarOnly(Row row) {
        assertThat(YamlEdit.of(row.before(), List.of(new Update(row.key(), row.value())))
                        .text())
                .isEqualTo(row.after());
    }

    @Test
    void refusesAPlaceWhereNoValueCanStand() {
        assertThatThrownBy(() -> YamlEdit.of("{a}\n", List.of(new Update("a", "x"))))
                .isInstanceOf(DocumentException.class);
    }

    /// Whatever text is written into block or flow, both kinds of readers read it back as that text.
    @Test
    void everyTextIsReadBack() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        String alphabet = "ab01 .:,#-?[]{}&*!|>'\"%@`~=<yesno_+xXeE\n\té☕\u00a0\u2028";
        for (int i = 0; i < 3_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(6); n >= 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String wished = text.toString();
            String edited = YamlEdit.of(
                            "a: x # c\nb: [1, {c: y}] # d\n",
                            List.of(new Update("a", wished), new Update("b.1.c", wished)))
                    .text();
            assertThat(Yaml11.parse(edited))
                    .as("seed %d, text %s", seed, edited)
                    .isEqualTo(java.util.Map.of("a", wished, "b", List.of(1.0, java.util.Map.of("c", wished))));
            assertThat(edited).endsWith("}] # d\n");
        }
    }
}
