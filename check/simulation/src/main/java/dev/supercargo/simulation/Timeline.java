package dev.supercargo.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/// Virtual time, and all that is going to happen in it. Time passes only from one event to the next.
final class Timeline implements InstantSource {
    /// Why an event is awaited.
    enum Kind {
        /// The system has something to do, or is about to hear of something.
        WORK,
        /// A controller asked to look again at a moment that matters to it.
        TIMER,
        /// People and outside systems, of whose plans the system knows nothing.
        OUTSIDE
    }

    private record Event(Instant at, long order, Kind kind, BooleanSupplier counts, Runnable what) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::order));
    private final Map<Kind, Integer> pending = new EnumMap<>(Kind.class);
    private Instant now;
    private long order;
    private long happened;

    Timeline(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /// Lets something happen at a moment; one that has passed means now.
    void at(Instant moment, Kind kind, Runnable what) {
        at(moment, kind, () -> true, what);
    }

    /// See [#at(Instant, Kind, Runnable)]; what does not count any more when its moment comes does not
    /// happen.
    void at(Instant moment, Kind kind, BooleanSupplier counts, Runnable what) {
        events.add(new Event(moment.isBefore(now) ? now : moment, order++, kind, counts, what));
        pending.merge(kind, 1, Integer::sum);
    }

    void after(Duration pause, Kind kind, Runnable what) {
        at(now.plus(pause), kind, what);
    }

    void after(Duration pause, Kind kind, BooleanSupplier counts, Runnable what) {
        at(now.plus(pause), kind, counts, what);
    }

    /// How many events have happened.
    long happened() {
        return happened;
    }

    /// How many events of a kind are awaited.
    int pending(Kind kind) {
        return pending.getOrDefault(kind, 0);
    }

    /// When the next event is due.
    Optional<Instant> next() {
        return Optional.ofNullable(events.peek()).map(Event::at);
    }

    /// Lets the next event happen.
    void step() {
        Event event = events.remove();
        pending.merge(event.kind(), -1, Integer::sum);
        if (!event.counts().getAsBoolean()) {
            return;
        }
        if (event.at().isAfter(now)) {
            now = event.at();
        }
        happened++;
        event.what().run();
    }

    /// Lets time pass, in the middle of something, with all that happens meanwhile.
    void pass(Duration time) {
        Instant until = now.plus(time);
        while (next().filter(at -> !at.isAfter(until)).isPresent()) {
            step();
        }
        if (until.isAfter(now)) {
            now = until;
        }
    }
}
