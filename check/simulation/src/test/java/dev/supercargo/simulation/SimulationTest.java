package dev.supercargo.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A million events in which nothing breaks; and proof that what is broken would be found.
class SimulationTest {
    private static final long SEED = Long.getLong("simulation.seed", 1);
    private static final long EVENTS = Long.getLong("simulation.events", 1_000_000);
    private static final long SOON = 100_000;

    @Test
    void nothingBreaks() {
        Simulation.Tally tally = Simulation.run(SEED, EVENTS, Fault.NONE);
        System.out.println(
                "simulation: " + tally.events() + " events in " + tally.worlds() + " worlds from seed " + SEED);
        assertThat(tally.events()).isGreaterThanOrEqualTo(EVENTS);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aMistakeIsFound(Fault fault) {
        assertThatThrownBy(() -> Simulation.run(1, SOON, fault))
                .isInstanceOf(Broken.class)
                .hasMessageContaining("-Dsimulation.seed=");
    }
}
