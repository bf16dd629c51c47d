package dev.supercargo.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A word in the wrong place: what could have stood there, and where.
class ExpectedWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "1 + ~ a value: a name, a literal, \"(\", \"[\" or \"{\" ~ 1:3",
                "(1 + 2 ~ \")\" ~ 1:6",
                "[1 2] ~ \",\" ~ 1:4",
                "{a 1} ~ \":\" ~ 1:4",
                "{a: 1,, b: 2} ~ a key, or \"}\" ~ 1:7",
                "a b ~ an operator, or the end of the expression ~ 1:3",
                "a | 1 ~ the name of a function ~ 1:5",
                "let 1 = 2; 3 ~ the name of a variable ~ 1:5",
                "a not b ~ an operator that can be negated: in, contains, matches, ... ~ 1:7",
                "nothing.x ~ `` ~ 1:1",
            })
    void namesWhatWasExpected(String source, String expected, String place) {
        var mistake =
                catchThrowableOfType(ExpressionException.class, () -> Expressions.evaluate(source, Environment.none()));
        assertThat(mistake.expected()).as(mistake.getMessage()).isEqualTo(expected);
        assertThat(mistake.place()).as(mistake.getMessage()).isEqualTo(place);
    }
}
