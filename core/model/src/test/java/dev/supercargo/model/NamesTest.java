package dev.supercargo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    @Test
    void longNamesEndInAHash() {
        assertThat(Names.label("a".repeat(70))).isEqualTo("a".repeat(54) + "-6bd5e503");
        assertThat(Names.label("x".repeat(53) + "-" + "y".repeat(20))).isEqualTo("x".repeat(53) + "-d3d85713");
        assertThat(Names.label("a".repeat(63))).isEqualTo("a".repeat(63));
    }

    @Test
    void promotionsAreNamedAfterStageAndFreight() {
        assertThat(Names.promotion("test", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "ABCDEFGHIJ"))
                .isEqualTo("test.01arz3ndektsv4rrffq69g5fav.abcdefg");
        assertThat(Names.promotion("a".repeat(217) + ".b", "u", "f")).isEqualTo("a".repeat(217) + ".u.f");
        assertThat(Names.promotion("", "u", "f")).isEmpty();
    }

    @Test
    void collectionsAreNamedAfterTheirFreight() {
        assertThat(FreightCollection.of(List.of()).id()).isEqualTo("da39a3ee5e6b4b0d3255bfef95601890afd80709");
        FreightReference one = freight("a", "db33910dec140a770b5c4e37fe85c63e2cf219af");
        FreightReference two = freight("b", "4e6e70cb117e36b2f70f99d608131dac9eee790d");
        assertThat(FreightCollection.of(List.of(one)).id()).isEqualTo("80c23899345b4316d052800c18a2f2812d6c531e");
        assertThat(FreightCollection.of(List.of(one)).with(two).id())
                .isEqualTo("625276381de9ac0bfa362f4f4b3b5d76baf60dd9");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a/b/c       | invalid Freight origin string "a/b/c"
            warehouse/x | invalid Freight origin kind "warehouse"
            Warehouse/  | Freight origin name must not be empty
            """)
    void otherTextsAreNoOriginKeys(String key, String message) {
        assertThatThrownBy(() -> FreightOrigin.parse(key)).hasMessage(message);
        assertThat(FreightOrigin.parse("Warehouse/x").key()).isEqualTo("Warehouse/x");
    }

    private static FreightReference freight(String warehouse, String name) {
        return new FreightReference(
                name, FreightOrigin.warehouse(warehouse), List.of(), List.of(), List.of(), List.of());
    }
}
