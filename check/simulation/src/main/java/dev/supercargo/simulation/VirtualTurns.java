package dev.supercargo.simulation;

import dev.supercargo.kube.client.Controller;
import dev.supercargo.kube.client.Turn;
import dev.supercargo.kube.client.TurnLoop;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Takes turns in virtual time by the rules of [TurnLoop]: one turn per key at a time, wakes that arrive
/// meanwhile cause one more, failures are tried again with the same pauses, one timer per key.
final class VirtualTurns implements Controller {
    /// A look that is asked for so soon means that there is more to do.
    private static final Duration SOON = Duration.ofSeconds(1);

    private final String name;
    private final Turn turn;
    private final Timeline timeline;
    private final Chance chance;
    private final ProcessKube kube;
    private final Set<ObjectKey> waiting = new LinkedHashSet<>();
    private final Set<ObjectKey> busy = new HashSet<>();
    private final Set<ObjectKey> again = new HashSet<>();
    private final Map<ObjectKey, Integer> failures = new HashMap<>();
    private final Map<ObjectKey, Long> timers = new HashMap<>();
    private final Map<ObjectKey, Instant> delayed = new HashMap<>();
    private long timer;
    private boolean started;

    VirtualTurns(String name, Turn turn, Timeline timeline, Chance chance, ProcessKube kube) {
        this.name = name;
        this.turn = turn;
        this.timeline = timeline;
        this.chance = chance;
        this.kube = kube;
    }

    String name() {
        return name;
    }

    @Override
    public void wake(ObjectKey key) {
        if (busy.contains(key)) {
            again.add(key);
        } else if (waiting.add(key) && started) {
            take(key);
        }
    }

    @Override
    public void wakeBy(ObjectKey key, Instant latest) {
        Instant known = delayed.get(key);
        if (known == null || latest.isBefore(known)) {
            delayed.put(key, latest);
            timeline.at(latest, Timeline.Kind.WORK, () -> kube.isAlive() && latest.equals(delayed.get(key)), () -> {
                delayed.remove(key);
                wake(key);
            });
        }
    }

    @Override
    public void start() {
        started = true;
        waiting.forEach(this::take);
    }

    private void take(ObjectKey key) {
        Duration pause = chance.oneIn(20) ? chance.millis(0, 500) : chance.millis(0, 3);
        timeline.after(pause, Timeline.Kind.WORK, kube::isAlive, () -> run(key));
    }

    private void run(ObjectKey key) {
        waiting.remove(key);
        busy.add(key);
        timers.remove(key);
        delayed.remove(key);
        try {
            Turn.Next next = turn.take(key);
            failures.remove(key);
            if (next instanceof Turn.Next.LookAgain(var at)) {
                boolean soon = at.isBefore(timeline.instant().plus(SOON));
                set(key, at, soon ? Timeline.Kind.WORK : Timeline.Kind.TIMER);
            }
        } catch (WorldException e) {
            retry(key, e.failure());
        } catch (InterruptedException e) {
            throw new Broken("nobody interrupts a turn here", e);
        } catch (RuntimeException e) {
            throw new Broken("the turn of " + key + " in " + name + " has a bug: " + e, e);
        } finally {
            busy.remove(key);
            if (again.remove(key)) {
                wake(key);
            }
        }
    }

    private void retry(ObjectKey key, Failure failure) {
        int attempt = failures.merge(key, 1, Integer::sum);
        kube.tell(() -> "turn of " + key + " in " + name + " failed: " + failure.what());
        set(key, timeline.instant().plus(TurnLoop.backOff(attempt, failure)), Timeline.Kind.WORK);
    }

    private void set(ObjectKey key, Instant at, Timeline.Kind kind) {
        long token = ++timer;
        timers.put(key, token);
        timeline.at(at, kind, () -> kube.isAlive() && Long.valueOf(token).equals(timers.get(key)), () -> wake(key));
    }

    @Override
    public void close() {
        kube.kill();
    }
}
