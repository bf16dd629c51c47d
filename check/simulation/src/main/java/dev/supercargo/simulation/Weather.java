package dev.supercargo.simulation;

import dev.supercargo.meta.Failure;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What befalls the requests of a process: time passes in the middle of a turn, in which others act;
/// and, while there is a storm, refusals, conflicts, failures, answers that get lost, and death before
/// or after the effect.
final class Weather {
    private static final int DEEPEST = 3;

    private final Chance chance;
    private final Timeline timeline;
    private final int interludes;
    private final int kills;
    private final int failures;
    private final int lost;
    private final Map<String, Instant> refused = new HashMap<>();
    private boolean storm = true;
    private int depth;

    Weather(Chance chance, Timeline timeline) {
        this.chance = chance;
        this.timeline = timeline;
        this.interludes = chance.of(List.of(0, 4, 10, 40));
        this.kills = chance.of(List.of(0, 100, 300, 2_000));
        this.failures = chance.of(List.of(0, 20, 100));
        this.lost = chance.of(List.of(0, 40, 200));
    }

    boolean storm() {
        return storm;
    }

    void end() {
        storm = false;
        refused.clear();
    }

    /// Refuses one verb on one kind for a while.
    void refuse(String verb, ResourceType type, Duration time) {
        refused.put(verb + " " + type, timeline.instant().plus(time));
    }

    /// Before a request arrives. Others may act first, and the request may not arrive at all.
    void before(String verb, ResourceType type) {
        if (depth < DEEPEST && chance.oneIn(interludes)) {
            depth++;
            try {
                timeline.pass(chance.oneIn(30) ? chance.seconds(0, 5) : chance.millis(0, 30));
            } finally {
                depth--;
            }
        }
        if (!storm) {
            return;
        }
        if (chance.oneIn(kills)) {
            throw new Killed("before " + verb + " " + type);
        }
        Instant until = refused.get(verb + " " + type);
        if (until != null && timeline.instant().isBefore(until)) {
            throw new WorldException(new Failure.Forbidden(
                    type + " is forbidden: User \"kargo-controller\" cannot " + verb + " resource \"" + type.plural()
                            + "\"",
                    verb + " " + type));
        }
        if (chance.oneIn(failures) && !type.equals(Kinds.EVENT)) {
            throw new WorldException(
                    isWrite(verb) && chance.oneIn(3)
                            ? new Failure.Conflict("the object has been modified (simulated)", false)
                            : new Failure.Transient("connection refused (simulated)"));
        }
    }

    /// After a request took effect, before its answer arrives.
    void after(String verb, ResourceType type) {
        if (!storm) {
            return;
        }
        if (chance.oneIn(kills)) {
            throw new Killed("after " + verb + " " + type);
        }
        if (isWrite(verb) && chance.oneIn(lost) && !type.equals(Kinds.EVENT)) {
            throw new WorldException(new Failure.Transient("connection reset by peer (simulated)"));
        }
    }

    private static boolean isWrite(String verb) {
        return !verb.equals("get") && !verb.equals("list");
    }

    /// How long news take: mostly moments, in a storm sometimes long.
    Duration lag() {
        if (storm && chance.oneIn(50)) {
            return chance.seconds(1, 60);
        }
        return chance.oneIn(4) ? chance.millis(5, 500) : chance.millis(0, 5);
    }
}
