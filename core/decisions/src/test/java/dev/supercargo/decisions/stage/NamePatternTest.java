package dev.supercargo.decisions.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "'', anything, true",
        "dev, dev, true",
        "dev, dev-2, false",
        "d.v, dev, false",
        "glob:*, dev, true",
        "glob:d?v, dev, true",
        "glob:[a-d]ev, dev, true",
        "glob:[!a-d]ev, dev, false",
        "'glob:{dev,qa-*}', qa-eu, true",
        "'glob:{dev,qa}', prod, false",
        "glob:a\\*, a*, true",
        "glob:prod-**, prod-eu-1, true",
        "regex:dev, my-dev-2, true",
        "regexp:^dev$, my-dev, false",
    })
    void matches(String pattern, String name, boolean expected) {
        assertThat(NamePattern.parse(pattern).matches(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"glob:[", "glob:{a", "glob:a}", "glob:\\"})
    void refusesBrokenGlobs(String pattern) {
        assertThatThrownBy(() -> NamePattern.parse(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("syntax error in pattern");
    }
}
