package dev.supercargo.decisions.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextPatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "configs; configs/x/y; true",
                "configs; configurations/a; false",
                "configs; configs/a..b; false",
                "../configs; configs/a; false",
                "'' ; any/thing; true",
                "glob:env/**/d.yaml; env/d.yaml; true",
                "glob:env/**/d.yaml; env/x/y/d.yaml; true",
                "glob:env**; env/x; false",
                "glob:{a/{b,c}.{yaml,yml},d}; a/c.yml; true",
                "glob:a[\\d-f]; ad; true",
                "glob:a[\\d-f]; a5; false",
                "glob:a[z-a]; am; false",
                "glob:a[!z-a]; am; true",
                "glob:[a-c]é?; bé🚀; true",
                "glob:a\\*; a*; true",
                "glob:a\\*; ab; false",
                "regex:^a.*z$; abz; true",
                "GLOB:*.md; README.md; false"
            })
    void fitsPaths(String pattern, String path, boolean expected) {
        assertThat(TextPattern.ofPath(pattern).matches(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "glob:[a; syntax error in pattern",
                "glob:[]a; syntax error in pattern",
                "glob:a}; syntax error in pattern",
                "glob:{a,b; syntax error in pattern",
                "glob:a\\; syntax error in pattern",
                "regex:(; error parsing regexp: missing closing ): `(`",
                "regex:a); error parsing regexp: unexpected ): `a)`"
            })
    void refusesWhatIsNoPattern(String pattern, String message) {
        assertThatThrownBy(() -> TextPattern.ofPath(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
