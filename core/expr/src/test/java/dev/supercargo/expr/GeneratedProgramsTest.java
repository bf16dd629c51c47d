package dev.supercargo.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.supercargo.expr.syntax.Fault;
import dev.supercargo.expr.syntax.Node;
import dev.supercargo.expr.syntax.Parser;
import dev.supercargo.expr.syntax.Printer;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Properties of made-up programs. A failure names the seed and the program.
class GeneratedProgramsTest {
    private static final Environment ENVIRONMENT = Environment.of(
                    Map.of("a", 1L, "b", "text", "list", List.of(1L, 2.5, "x"), "m", Map.of("k", List.of(true))))
            .at(Instant.parse("2026-01-02T03:04:05Z"));

    @Test
    void printedProgramsReadBackAsTheSameTree() {
        LongStream.range(0, 1_500).forEach(seed -> {
            String source = new RandomSource(seed).program();
            Node tree = parse(seed, source);
            String printed = Printer.print(tree);
            Node again = parse(seed, printed);
            assertThat(shape(again))
                    .as("seed %d: %s, printed as %s", seed, source, printed)
                    .isEqualTo(shape(tree));
            assertThat(Printer.print(again)).isEqualTo(printed);
        });
    }

    @Test
    void programsEndInAValueOrInAnOrdinaryError() {
        LongStream.range(0, 2_500).forEach(seed -> evaluate(seed, new RandomSource(seed).program()));
    }

    @Test
    void printedProgramsMeanTheSame() {
        LongStream.range(0, 800).forEach(seed -> {
            String source = new RandomSource(seed).program();
            String printed = Printer.print(parse(seed, source));
            assertThat(evaluate(seed, printed))
                    .as("seed %d: %s, printed as %s", seed, source, printed)
                    .isEqualTo(evaluate(seed, source));
        });
    }

    @Test
    void wordsInAnyOrderEndInAValueOrInAnOrdinaryError() {
        LongStream.range(0, 8_000).forEach(seed -> evaluate(seed, new RandomSource(seed).words()));
    }

    private static Node parse(long seed, String source) {
        try {
            return Parser.parse(source);
        } catch (Fault e) {
            return fail("seed " + seed + ": cannot read " + source + ": " + e.getMessage());
        }
    }

    /// What comes of a program: its value as text, or the sentence of its error.
    private static String evaluate(long seed, String source) {
        try {
            return dev.supercargo.expr.value.GoText.of(Expressions.evaluate(source, ENVIRONMENT));
        } catch (ExpressionException e) {
            return "error: " + e.problem();
        } catch (RuntimeException | StackOverflowError e) {
            return fail("seed " + seed + ": " + source, e);
        }
    }

    /// A tree without its positions.
    private static @Nullable Object shape(@Nullable Object node) {
        if (node instanceof List<?> list) {
            return list.stream().map(GeneratedProgramsTest::shape).toList();
        }
        if (!(node instanceof Record record)) {
            return node;
        }
        var parts = new ArrayList<@Nullable Object>(List.of(record.getClass().getSimpleName()));
        Arrays.stream(record.getClass().getRecordComponents())
                .filter(component -> !component.getName().equals("position"))
                .forEach(component -> parts.add(shape(read(record, component))));
        return parts;
    }

    private static @Nullable Object read(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
