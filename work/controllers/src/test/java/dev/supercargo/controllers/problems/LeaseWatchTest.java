package dev.supercargo.controllers.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.Yaml;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseWatchTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:01:00Z");

    @ParameterizedTest
    @CsvSource({
        "kargo-controller-unnamed, 2026-01-01T00:00:50Z, false",
        "kargo-controller-unnamed, 2026-01-01T00:00:35Z, false",
        "kargo-controller-unnamed, 2026-01-01T00:00:20Z, true",
        "somebody-else, 2026-01-01T00:00:20Z, false"
    })
    void aLeaseThatRanOutTwiceOverIsLost(String name, String renewed, boolean lost) {
        KubeObject lease = KubeObject.of(Json.asObject(Yaml.parse("metadata: {name: " + name
                + ", namespace: kargo}\nspec: {leaseDurationSeconds: 15, renewTime: '" + renewed + "'}")));
        assertThat(LeaseWatch.lost(lease, NOW).map(Problem::code))
                .isEqualTo(lost ? java.util.Optional.of(ProblemCode.LEASE_LOST) : java.util.Optional.empty());
    }
}
