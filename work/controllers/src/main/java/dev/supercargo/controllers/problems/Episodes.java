package dev.supercargo.controllers.problems;

import dev.supercargo.decisions.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Since when each problem lasts, through the moments in which it is not seen: a controller that tries again sets its
/// condition to *unknown* for a while, and the condition's transition time moves each time, though it is one problem
/// all
/// along. Owned by one thread.
final class Episodes {
    /// A problem that comes back after less than this was never gone.
    static final Duration GAP = Duration.ofSeconds(60);

    private record Episode(Instant since, Instant seen) {}

    private final Map<String, Episode> episodes = new HashMap<>();

    /// The same problems, each since its episode began.
    List<Problem> dated(List<Problem> found, Instant now) {
        episodes.values().removeIf(episode -> episode.seen().plus(GAP).isBefore(now));
        return found.stream().map(problem -> dated(problem, now)).toList();
    }

    private Problem dated(Problem problem, Instant now) {
        Episode before = episodes.get(problem.identity());
        Instant since = before == null || problem.since().isBefore(before.since()) ? problem.since() : before.since();
        episodes.put(problem.identity(), new Episode(since, now));
        return problem.lasting(since);
    }
}
