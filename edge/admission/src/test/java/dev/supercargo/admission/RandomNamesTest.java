package dev.supercargo.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RandomNamesTest {
    private final RandomNames names = new RandomNames();

    @Test
    void ulidsGrow() {
        String before = names.ulid();
        for (int i = 0; i < 1_000; i++) {
            String next = names.ulid();
            assertThat(next).matches("[0-9a-hjkmnp-tv-z]{26}").isGreaterThan(before);
            before = next;
        }
    }

    @Test
    void aliasesAreLabelValues() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(names.alias()).matches("[a-z]+-[a-z]+").hasSizeLessThanOrEqualTo(26);
        }
    }
}
