package dev.supercargo.decisions.selection.semver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SemverTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2.3                | 1.2.3",
                "v1                   | 1.0.0",
                "01.2                 | 1.2.0",
                "1.2-beta.5+x         | 1.2.0-beta.5+x",
                "18446744073709551615 | 18446744073709551615.0.0"
            })
    void readsLoosely(String text, String canonical) {
        assertThat(Semver.parse(text).canonical()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2.3-rc.01              | version segment starts with 0",
                "1.2.3.4                  | invalid semantic version",
                "18446744073709551616.0.0 | error parsing version segment: strconv.ParseUint: parsing"
                        + " \"18446744073709551616\": value out of range"
            })
    void saysWhyATextIsNoVersion(String text, String message) {
        assertThatThrownBy(() -> Semver.parse(text))
                .isInstanceOf(SemverException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"v1.2.3,true", "1.2,false", "01.2.3,false", "1234567,false", "latest,false"})
    void strictTagsNeedThreeNumbers(String tag, boolean accepted) {
        assertThat(Semver.ofTag(tag, true).isPresent()).isEqualTo(accepted);
    }

    @Test
    void ordersNewestFirstWhateverTheOrderBefore() {
        List<String> expected = List.of(
                "v2.0.0",
                "2.0.0+b",
                "2.0.0",
                "2",
                "2.0.0-beta",
                "2.0.0-alpha.1",
                "2.0.0-alpha",
                "2.0.0-10",
                "2.0.0-9",
                "1.99.0");
        long seed = System.nanoTime();
        var shuffled = new ArrayList<>(expected);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(shuffled.stream()
                        .map(Semver::parse)
                        .sorted(Semver.NEWEST_FIRST)
                        .map(Semver::original))
                .as("seed %d", seed)
                .containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "*                           ; 1.0.0-rc.1 ; false",
                "*-0                         ; 1.0.0-rc.1 ; true",
                ">=1.0.0 <=2.0.0-beta        ; 1.0.1-beta ; true",
                ">=1.0.0 <=2.0.0-beta || >3  ; 3.0.1-beta ; false",
                ">11                         ; 11.1.0     ; false",
                "<=11                        ; 11.1.0     ; true",
                "^0.0                        ; 0.0.9      ; true",
                "^*                          ; 0.0.9      ; false",
                "~0.0.0                      ; 7.0.0      ; true",
                "1.5.0 - 4.5                 ; 4.5.9      ; true",
                "!=1.x                       ; 1.7.0      ; false"
            })
    void constrains(String constraint, String version, boolean accepted) {
        assertThat(VersionConstraint.parse(constraint).accepts(Semver.parse(version)))
                .isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "''          | improper constraint: \"\"",
                ">=1.0 - 2.0 | improper constraint: \">=>= 1.0, <= 2.0 \"",
                "'1 | 2'     | constraint parser error",
                "1x          | constraint parser error"
            })
    void saysWhyATextIsNoConstraint(String text, String message) {
        assertThatThrownBy(() -> VersionConstraint.parse(text))
                .isInstanceOf(SemverException.class)
                .hasMessage(message);
    }
}
