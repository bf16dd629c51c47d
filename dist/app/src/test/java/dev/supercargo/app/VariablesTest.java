package dev.supercargo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.decisions.admission.AdmissionSettings.CacheByTag;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariablesTest {
    private static Variables of(String value) {
        return new Variables(Map.of("X", value));
    }

    @Test
    void whatIsLeftOutOrEmptyIsAsUsual() {
        var none = new Variables(Map.of());
        assertThat(none.count("X", 4)).isEqualTo(4);
        assertThat(of("").count("X", 4)).isEqualTo(4);
        assertThat(none.duration("X", Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
        assertThat(none.cacheByTag()).isEqualTo(CacheByTag.ALLOW);
    }

    @Test
    void whatIsSetCounts() {
        assertThat(of("12").count("X", 4)).isEqualTo(12);
        assertThat(of("5m0s").duration("X", Duration.ZERO)).isEqualTo(Duration.ofMinutes(5));
        assertThat(of("0").duration("X", Duration.ofHours(1))).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"Allow, ALLOW", "Forbid, FORBID", "Force, FORCE", "Require, REQUIRE"})
    void cachingByTag(String word, CacheByTag policy) {
        assertThat(new Variables(Map.of("CACHE_BY_TAG_POLICY", word)).cacheByTag())
                .isEqualTo(policy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "1.5"})
    void whatIsNoNumberIsNamed(String text) {
        assertThatThrownBy(() -> of(text).count("X", 4))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("X is \"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1s", "soon", "5"})
    void whatIsNoDurationIsNamed(String text) {
        assertThatThrownBy(() -> of(text).duration("X", Duration.ZERO))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("X is \"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAX_CONCURRENT_STAGE_RECONCILES", "MIN_FREIGHT_DELETION_AGE", "CACHE_BY_TAG_POLICY"})
    void whatCannotBeReadIsNamedBeforeAnythingStarts(String name) {
        assertThatThrownBy(() -> new Variables(Map.of(name, "x")).checked())
                .isInstanceOf(UserError.class)
                .hasMessageContaining(name + " is \"x\"");
    }

    @Test
    void whatIsNoPolicyIsNamed() {
        assertThatThrownBy(() -> new Variables(Map.of("CACHE_BY_TAG_POLICY", "require")).cacheByTag())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Allow, Forbid, Force or Require");
    }
}
