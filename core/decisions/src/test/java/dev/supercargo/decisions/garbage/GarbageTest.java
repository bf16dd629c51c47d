package dev.supercargo.decisions.garbage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.Promotion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GarbageTest {
    private static final Instant NOW = Instant.parse("2026-08-01T00:00:00Z");
    private static final Retention TWO_AND_A_DAY = new Retention(2, Duration.ofDays(1), 2, Duration.ofDays(1));

    /// A letter for each Promotion, newest first, two days old: `o` has ended, `u` has not, `y` has ended and is
    /// young.
    @ParameterizedTest
    @CsvSource({
        "oo,''",
        "ooo,2",
        "uooo,3",
        "oouoo,''",
        "oouooo,5",
        "yyyo,3",
        "yyy,''",
        "oooo,2 3",
        "uuuuu,''",
        "yyooo,2 3 4"
    })
    void keepsWhatIsInUseAndTwoMore(String promotions, String deleted) {
        var all = new ArrayList<Promotion>();
        for (int i = 0; i < promotions.length(); i++) {
            char c = promotions.charAt(i);
            Duration age = Duration.ofHours(c == 'y' ? 1 + i : 48 + i);
            all.addFirst(Promotion.read(KubeObject.of(Json.parseObject(Json.print(Map.of(
                    "metadata",
                    Map.of("name", "" + i, "creationTimestamp", NOW.minus(age).toString()),
                    "status",
                    Map.of("phase", c == 'u' ? "Running" : "Failed")))))));
        }
        List<String> chosen = Garbage.promotions(all, TWO_AND_A_DAY, NOW);
        assertThat(String.join(" ", chosen)).isEqualTo(deleted);
    }
}
