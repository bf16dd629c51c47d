package dev.supercargo.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.expr.value.GoText;
import dev.supercargo.meta.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules as a corpus: `corpus.txt` has one expression on each line, what it gives as generic text behind `=>`, and,
/// where it fails, the place and the sentence behind `!!`. A line `env:` changes the variables for what follows.
class CorpusTest {
    private static String corpus() {
        try (var in = CorpusTest.class.getResourceAsStream("corpus.txt")) {
            return new String(Optional.ofNullable(in).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Arguments> lines() {
        var rows = Stream.<Arguments>builder();
        String environment = "{}";
        for (String line : corpus().lines().toList()) {
            if (line.startsWith("env:")) {
                environment = line.substring(4);
            } else if (!line.isBlank() && !line.startsWith("--")) {
                String mark = line.contains(" !! ") ? " !! " : " => ";
                int at = line.lastIndexOf(mark);
                assertThat(at).as("line of the corpus: %s", line).isPositive();
                String result = line.substring(at + 4).strip();
                rows.add(Arguments.of(
                        environment,
                        line.substring(0, at).stripTrailing(),
                        (mark.isBlank() ? "" : mark.strip() + " ") + result));
            }
        }
        return rows.build();
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("lines")
    void gives(String variables, String source, String result) {
        Environment environment = Environment.root(Json.parse(variables)).at(Instant.parse("2026-01-02T03:04:05Z"));
        String outcome;
        try {
            outcome = "=> " + GoText.of(Expressions.evaluate(source, environment));
        } catch (ExpressionException e) {
            outcome = "!! " + e.place() + " " + e.problem().strip();
        }
        assertThat(outcome).isEqualTo(result);
    }
}
