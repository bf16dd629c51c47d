package dev.supercargo.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.meta.Json;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Scanning, coercion and documents (expressions.md A).
class TemplatesTest {
    private static final Environment ENVIRONMENT =
            Environment.of(Map.of("s", "hello", "n", 42L, "m", Map.of("b", 2L, "a", "<")));

    static Stream<Arguments> templates() {
        return Stream.of(
                // scanning
                row("42", "42"),
                row("x${{}}y${{ 1 }}", "xy${{ 1 }}"),
                row("${% '{{.x}}' %}", "{{.x}}"),
                row("a${{ s }}b${% n %}c", "ahellob42c"),
                row("$${{ n }}", "$42"),
                // coercion, applied once to the whole
                row("${{ n }}${{ n }}", 4242.0),
                row("${{ 'T' }}", true),
                row("${{ 'null' }}", null),
                row("${{ ' {\"a\": 1} ' }}", Map.of("a", 1.0)),
                row("${{ '{a: 1}' }}", "{a: 1}"),
                row("${{ '1_000' }}", 1000.0),
                row("${{ '1e400' }}", "1e400"),
                row("${{ '0x1f' }}", "0x1f"),
                row("m=${{ m }}", "m={\"a\":\"\\u003c\",\"b\":2}"),
                // quotes keep a text
                row("${{ quote(42) }}\n", "42\n"),
                row("${{ quote(42) }}\n\n", "42"),
                row("${{ quote('a') }} and ${{ quote('b') }}", "a\" and \"b"),
                row("x ${{ quote('a') }}", "x \"a\""),
                row("${{ quote('say \"x\"') }}", "say \\\"x\\\""),
                // YAML
                row("${% asYAML([[1, 2], {a: {b: []}}]) %}", "- - 1\n  - 2\n- a:\n    b: []\n"),
                row(
                        "${% asYAML({k: ['x\\ny', {t: 'z\\n'}]}) %}",
                        "k:\n    - |-\n      x\n      y\n    - t: |\n        z\n"),
                row(
                        "${{ asYAML(['1:2', '0o7', 'a#b', '- x', 'x: y', 'é']) }}",
                        "- \"1:2\"\n- \"0o7\"\n- a#b\n- '- x'\n- 'x: y'\n- é\n"));
    }

    private static Arguments row(String template, @Nullable Object value) {
        return Arguments.of(template, value);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void renders(String template, @Nullable Object value) {
        assertThat(Templates.render(template, ENVIRONMENT)).isEqualTo(value);
    }

    @Test
    void rendersTheTextsOfADocumentAndLeavesKeysAlone() {
        Object config = Json.parse(
                "{\"${{ s }}\": \"${{ n }}\", \"list\": [\"${{ m }}\", \"x${{ n }}\", 1.0, true, null], \"plain\": \"42\"}");
        assertThat(Json.print(Templates.renderTree(config, ENVIRONMENT)))
                .isEqualTo("{\"${{ s }}\":42,\"list\":[{\"a\":\"<\",\"b\":2},\"x42\",1,true,null],\"plain\":\"42\"}");
    }

    @Test
    void showsThePlaceInsideTheExpressionThatFailedFirst() {
        Object config = Json.parse("{\"b\": \"ok\", \"a\": [\"x ${{\\n nope.y }}\", \"${{ other.y }}\"]}");
        assertThatThrownBy(() -> Templates.renderTree(config, ENVIRONMENT))
                .hasMessage("cannot fetch y from <nil> (2:7)\n |  nope.y \n | ......^");
    }

    @Test
    void refusesWhatIsNoDocumentAndNamesThatItNeeds() {
        assertThat(Templates.renderTree(null, ENVIRONMENT)).isNull();
        assertThatThrownBy(() -> Templates.renderTree(java.util.List.of(), ENVIRONMENT))
                .hasMessageStartingWith("input is not valid JSON; are all expressions enclosed in quotes?");
        assertThatThrownBy(() -> Templates.renderTree(Map.of(), ENVIRONMENT.with("quote", 1L)))
                .hasMessage("\"quote\" is a forbidden key in the environment map; it is reserved for internal use");
        assertThatThrownBy(() -> Templates.render("${{ a ", ENVIRONMENT))
                .hasMessage("unclosed expression: expected \"}}\" but reached end of template");
    }
}
