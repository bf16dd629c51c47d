package dev.supercargo.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever an expression asks for, it ends in a value or in an ordinary error (expressions.md B.8).
class LimitsTest {
    private static final Environment EMPTY = Environment.of(Map.of());
    private static final Environment ROOMY = EMPTY.in(new DeepRoom());

    static Stream<Arguments> refused() {
        return Stream.of(
                row("nodes", "1" + "+1".repeat(5_000), "compilation failed: expression exceeds maximum allowed nodes"),
                row("parentheses", "(".repeat(700_000) + "1", "compilation failed: expression is nested too deep"),
                row("brackets", "[".repeat(700_000), "compilation failed: expression is nested too deep"),
                row("negations", "not ".repeat(200_000) + "true", "compilation failed: expression is nested too deep"),
                row("a range", "len(1..1000000)", "memory budget exceeded"),
                row(
                        "a range beyond 64 bits",
                        "len(-9223372036854775807..9223372036854775807)",
                        "memory budget exceeded"),
                row("two ranges", "len(1..499999) + len(1..500001)", "memory budget exceeded"),
                row("repeated text", "repeat('abc', 400000)", "memory budget exceeded"),
                row("repetitions", "repeat('', 1000001)", "memory budget exceeded"),
                row("lists in a loop", "map(1..400000, [#, #])", "memory budget exceeded"),
                row(
                        "replaced text",
                        "replace(repeat('a', 900000), '', repeat('b', 90000))",
                        "text budget exceeded: more than 64000000 characters"),
                row(
                        "joined text",
                        "join(map(1..900, repeat('x', 1000)), repeat('y', 90000))",
                        "text budget exceeded: more than 64000000 characters"),
                row(
                        "doubled text",
                        "reduce(1..40, #acc + #acc, 'xxxxxxxx')",
                        "text budget exceeded: more than 64000000 characters"),
                row(
                        "loops in loops",
                        "let r = 1..9999; all(r, {let a = #; all(r, all(r, a > 0))})",
                        "evaluation budget exceeded: more than 10000000 steps"),
                row("comparisons of uniq", "uniq(1..20000)", "evaluation budget exceeded: more than 10000000 steps"),
                row("printing deep values", "string(reduce(1..100000, [#acc], 1))", "recursion depth exceeded"),
                row("deep JSON", "toJSON(reduce(1..100000, ({k: #acc}), 1))", "recursion depth exceeded"),
                row(
                        "comparing deep values",
                        "let d = reduce(1..100000, [#acc], 1); let e = reduce(1..100000, [#acc], 1); d == e",
                        "recursion depth exceeded"),
                row("flattening deep values", "flatten(reduce(1..100000, [#acc], 1))", "recursion depth exceeded"),
                row("the extreme of deep values", "max(reduce(1..100000, [#acc], 1))", "recursion depth exceeded"));
    }

    private static Arguments row(String what, String source, String problem) {
        return Arguments.of(what, source, problem);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refuses(String what, String source, String problem) {
        assertThatThrownBy(() -> Expressions.evaluate(source, ROOMY))
                .isInstanceOfSatisfying(
                        ExpressionException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    static Stream<String> tooDeepForHere() {
        return Stream.of(
                "1" + "+1".repeat(4_000),
                "(".repeat(3_000) + "1" + ")".repeat(3_000),
                "-".repeat(9_000) + "1",
                "[".repeat(2_000) + "]".repeat(2_000),
                "true ? 1 : ".repeat(2_000) + "2");
    }

    @ParameterizedTest
    @MethodSource("tooDeepForHere")
    void refusesDeepExpressionsWithoutARoom(String source) {
        assertThatThrownBy(() -> Expressions.evaluate(source, EMPTY))
                .isInstanceOfSatisfying(
                        ExpressionException.class,
                        e -> assertThat(e.problem()).isEqualTo("compilation failed: expression is nested too deep"));
    }

    @Test
    void bearsUsualDepthsAndAnyLengthRightHere() {
        assertThat(Expressions.evaluate("(".repeat(300) + "1" + ")".repeat(300), EMPTY))
                .isEqualTo(1L);
        assertThat(Expressions.evaluate("1" + "+1".repeat(700), EMPTY)).isEqualTo(701L);
        assertThat(Expressions.evaluate("len([" + "1, ".repeat(9_000) + "])", EMPTY))
                .isEqualTo(9_000L);
    }

    /// The middle of chained comparisons is one expression, not two.
    @Test
    void bearsChainedComparisonsInChainedComparisons() {
        String source = "(1 < ".repeat(60) + "2" + " < 3 ? 2 : 2)".repeat(60);
        assertThat(Expressions.evaluate(source, EMPTY)).isEqualTo(2L);
    }

    static Stream<Arguments> borne() {
        return Stream.of(
                Arguments.of("1" + "+1".repeat(4_999), 5_000L),
                Arguments.of("(".repeat(3_000) + "1" + ")".repeat(3_000), 1L),
                Arguments.of("-".repeat(9_998) + "1", 1L),
                Arguments.of("len(" + "[".repeat(9_000) + "]".repeat(9_000) + ")", 1L),
                Arguments.of("true ? 1 : ".repeat(2_000) + "2", 1L),
                Arguments.of("len(flatten(reduce(1..9000, [#acc], 1)))", 1L),
                Arguments.of("len(1..999999)", 999_999L),
                Arguments.of("sum(1..3000000)", 4_500_001_500_000L));
    }

    @ParameterizedTest
    @MethodSource("borne")
    void bearsInARoom(String source, Object value) {
        assertThat(Expressions.evaluate(source, ROOMY)).isEqualTo(value);
    }

    /// Forms of a builtin are tried one after the other; their arguments must be looked at only once.
    @Test
    void checksNestedCallsInLinearTime() {
        String source = "join(split(".repeat(200) + "'a,b'" + ", ','), ',')".repeat(200);
        assertThat(Expressions.evaluate(source, ROOMY)).isEqualTo("a,b");
        String wrong = "join(split(".repeat(200) + "1" + ", ','), ',')".repeat(200);
        assertThatThrownBy(() -> Expressions.evaluate(wrong, ROOMY)).isInstanceOf(ExpressionException.class);
    }
}
