package dev.supercargo.controllers.problems;

import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.controllers.events.Event;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.model.Annotations;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells each problem once per episode: one line in the log, one Event, however often it goes out of
/// sight for a moment and however often telling fails. Owned by one thread.
final class Teller {
    private static final Logger LOG = LoggerFactory.getLogger(Teller.class);
    /// An Event that could not be created is tried again after that.
    private static final Duration TELL_AGAIN = Duration.ofSeconds(10);
    /// A problem that was out of sight for longer may be forgotten: its next episode bears another name.
    private static final Duration REMEMBERED = Episodes.GAP.multipliedBy(2);

    /// @param next when the Event is to be tried again; far away once it exists
    private record Telling(Instant next, Instant seen) {}

    private final Map<String, Telling> tellings = new HashMap<>();
    private final BiFunction<Event, String, Announcer.Told> announcer;
    private final Consumer<Problem> log;

    Teller(Announcer announcer) {
        this(
                announcer::announceOnce,
                problem -> LOG.warn("{} {}: {}", problem.code().word(), problem.subject(), problem.sentence()));
    }

    Teller(BiFunction<Event, String, Announcer.Told> announcer, Consumer<Problem> log) {
        this.announcer = announcer;
        this.log = log;
    }

    /// Tells those that have not been told; each must be dated by its episode.
    void tell(List<Problem> problems, Instant now) {
        tellings.values().removeIf(telling -> telling.seen().plus(REMEMBERED).isBefore(now));
        problems.forEach(problem -> tell(problem, now));
    }

    private void tell(Problem problem, Instant now) {
        String name = problem.eventName();
        Telling before = tellings.get(name);
        if (before != null && before.next().isAfter(now)) {
            tellings.put(name, new Telling(before.next(), now));
            return;
        }
        Announcer.Told told = announcer.apply(event(problem), name);
        if (before == null && told != Announcer.Told.KNOWN) {
            log.accept(problem);
        }
        tellings.put(name, new Telling(told == Announcer.Told.NOT ? now.plus(TELL_AGAIN) : Instant.MAX, now));
    }

    private static Event event(Problem problem) {
        String project = problem.subject().project();
        String remedy = problem.remedy().permission().isPresent()
                ? "; " + problem.remedy().text()
                : "";
        return Event.warning(
                problem.code().word(),
                problem.sentence() + remedy,
                problem.subject().type().kind(),
                problem.subject().key(),
                project.isEmpty() ? Map.of() : Map.of(Annotations.EVENT_PREFIX + "project", project));
    }
}
