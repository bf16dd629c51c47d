package dev.supercargo.controllers.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.controllers.events.Announcer.Told;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.decisions.problem.ProblemSubject;
import dev.supercargo.decisions.problem.Remedy;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// One line in the log and one Event for each episode of a problem.
class TellerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Problem> logged = new ArrayList<>();
    private final List<String> announced = new ArrayList<>();
    private Told answer = Told.NEW;
    private final Teller teller = new Teller(
            (_, name) -> {
                announced.add(name);
                return answer;
            },
            logged::add);
    private final Episodes episodes = new Episodes();

    @Test
    void whatIsSeenAgainAndAgainIsToldOnce() {
        for (int second = 0; second < 300; second += 3) {
            // out of sight at every fourth look, as a controller that tries again makes it
            see(second, second % 4 != 0);
        }
        assertThat(logged).hasSize(1);
        assertThat(announced).hasSize(1);
    }

    @Test
    void whatCannotBeAnnouncedIsLoggedOnceAndTriedAgain() {
        answer = Told.NOT;
        for (int second = 0; second < 60; second++) {
            see(second, second % 4 != 0);
        }
        assertThat(logged).hasSize(1);
        assertThat(announced).hasSizeBetween(5, 7);
        answer = Told.NEW;
        see(75, true);
        see(90, true);
        assertThat(announced).hasSizeBetween(6, 8);
        assertThat(logged).hasSize(1);
    }

    @Test
    void whatAnotherProcessHasToldIsNotLoggedHere() {
        answer = Told.KNOWN;
        see(0, true);
        see(30, true);
        assertThat(announced).hasSize(1);
        assertThat(logged).isEmpty();
    }

    @Test
    void whatComesBackAfterItWasGoneIsToldAgain() {
        see(0, true);
        see(90, true);
        assertThat(logged).hasSize(2);
        assertThat(announced).hasSize(2).doesNotHaveDuplicates();
    }

    /// One look; the condition's own moment moves with each attempt.
    private void see(int second, boolean there) {
        Instant now = NOW.plusSeconds(second);
        var problem = new Problem(
                ProblemCode.DISCOVERY_FAILED,
                new ProblemSubject(Kinds.WAREHOUSE, new ObjectKey("p", "w")),
                "look",
                "attempt of " + now,
                now,
                Optional.empty(),
                Remedy.of("read"));
        teller.tell(episodes.dated(there ? List.of(problem) : List.of(), now), now);
    }
}
