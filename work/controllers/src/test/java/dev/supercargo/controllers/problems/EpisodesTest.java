package dev.supercargo.controllers.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.decisions.problem.ProblemSubject;
import dev.supercargo.decisions.problem.Remedy;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EpisodesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Episodes episodes = new Episodes();
    private final Sightings sightings = new Sightings();

    @Test
    void aProblemThatIsOutOfSightForAMomentIsTheSame() {
        Problem first = dated(problem(ProblemCode.DISCOVERY_FAILED, NOW), NOW);
        episodes.dated(List.of(), NOW.plusSeconds(3));
        Problem again = dated(problem(ProblemCode.DISCOVERY_FAILED, NOW.plusSeconds(6)), NOW.plusSeconds(6));
        assertThat(again.eventName()).isEqualTo(first.eventName());
        assertThat(again.since()).isEqualTo(NOW);
    }

    @Test
    void aProblemThatWasGoneForLongIsAnother() {
        Problem first = dated(problem(ProblemCode.DISCOVERY_FAILED, NOW), NOW);
        Problem later = dated(problem(ProblemCode.DISCOVERY_FAILED, NOW.plusSeconds(90)), NOW.plusSeconds(90));
        assertThat(later.eventName()).isNotEqualTo(first.eventName());
    }

    @Test
    void silenceCountsWhenItWasSeenTwice() {
        Problem silence = problem(ProblemCode.OVERDUE, NOW.minusSeconds(60));
        Problem told = problem(ProblemCode.UNHEALTHY, NOW);
        assertThat(sightings.counting(List.of(silence, told), NOW)).containsExactly(told);
        assertThat(sightings.counting(List.of(silence), NOW.plusSeconds(4))).isEmpty();
        assertThat(sightings.counting(List.of(silence), NOW.plusSeconds(5))).containsExactly(silence);
        assertThat(sightings.counting(List.of(), NOW.plusSeconds(6))).isEmpty();
        assertThat(sightings.counting(List.of(silence), NOW.plusSeconds(7)))
                .as("it was gone between")
                .isEmpty();
    }

    @Test
    void looksLessOftenWhereLookingIsDear() {
        assertThat(ProblemWatch.pause(Duration.ofMillis(5))).isEqualTo(Duration.ofMillis(500));
        assertThat(ProblemWatch.pause(Duration.ofMillis(50))).isEqualTo(Duration.ofSeconds(1));
        assertThat(ProblemWatch.pause(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(3));
    }

    private Problem dated(Problem problem, Instant now) {
        return episodes.dated(List.of(problem), now).getFirst();
    }

    private static Problem problem(ProblemCode code, Instant since) {
        return new Problem(
                code,
                new ProblemSubject(Kinds.WAREHOUSE, new ObjectKey("p", "w")),
                "look",
                "no",
                since,
                Optional.empty(),
                Remedy.of("read"));
    }
}
