package dev.supercargo.controllers.problems;

import dev.supercargo.decisions.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Since when this process sees each silence. What objects alone show to be overdue may only be on its way (a policy
/// was
/// switched on a moment ago, a controller is just starting), so that it counts when it was seen twice. Owned by one
/// thread.
final class Sightings {
    private static final Duration TWICE = Duration.ofSeconds(5);

    private final Map<String, Instant> first = new HashMap<>();

    /// Of the problems that were found now, those that count.
    List<Problem> counting(List<Problem> found, Instant now) {
        first.keySet().retainAll(found.stream().map(Problem::eventName).toList());
        return found.stream()
                .filter(problem -> !problem.code().isSilence() || isSeenTwice(problem, now))
                .toList();
    }

    private boolean isSeenTwice(Problem problem, Instant now) {
        Instant since = first.computeIfAbsent(problem.eventName(), _ -> now);
        return !since.plus(TWICE).isAfter(now);
    }
}
