package dev.supercargo.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.expr.value.JsonNumbers;
import dev.supercargo.expr.value.JsonText;
import dev.supercargo.meta.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs every example of docs/expressions.md.
class DocumentationTest {
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)\\n```", Pattern.DOTALL);
    private static final Pattern EXPRESSION = Pattern.compile("(.*?) *// (.*)");
    private static final Pattern TEMPLATE = Pattern.compile("(.*?) *-> (.*)");

    private static List<String> lines(String language) throws IOException {
        String text = Files.readString(Path.of("../../docs/expressions.md"));
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .flatMap(block -> block.group(2).lines())
                .toList();
    }

    private static Environment environment() throws IOException {
        Object variables = JsonNumbers.floats(Json.parse(String.join("\n", lines("json"))));
        return Environment.root(variables).at(Instant.parse("2026-01-02T03:04:05Z"));
    }

    private static Stream<Arguments> examples(String language, Pattern form) throws IOException {
        return lines(language).stream().map(line -> {
            Matcher parts = form.matcher(line);
            assertThat(parts.matches()).as("example: %s", line).isTrue();
            return Arguments.of(parts.group(1), parts.group(2).strip());
        });
    }

    static Stream<Arguments> expressions() throws IOException {
        return examples("expr", EXPRESSION);
    }

    static Stream<Arguments> templates() throws IOException {
        return examples("template", TEMPLATE);
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void expressionsGiveWhatThePageSays(String source, String result) throws IOException {
        assertThat(outcome(source)).isEqualTo(result);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void templatesGiveWhatThePageSays(String template, String result) throws IOException {
        assertThat(JsonText.compact(Templates.render(template, environment()))).isEqualTo(result);
    }

    @Test
    void thePageHasExamples() throws IOException {
        assertThat(expressions().count()).isGreaterThan(50);
        assertThat(templates().count()).isGreaterThan(10);
    }

    private static String outcome(String source) throws IOException {
        try {
            return JsonText.compact(Expressions.evaluate(source, environment()));
        } catch (ExpressionException e) {
            return "error " + e.place() + ": " + e.problem().strip();
        }
    }
}
