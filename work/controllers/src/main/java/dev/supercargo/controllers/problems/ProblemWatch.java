package dev.supercargo.controllers.problems;

import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.controllers.events.Event;
import dev.supercargo.decisions.inspection.Inspection;
import dev.supercargo.decisions.inspection.Picture;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.model.Annotations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the list of problems that one component sees: after each change of an object, but not more than twice a
/// second,
/// and every few seconds anyway, since silence is a problem too. Each problem is told by one Event, whose name depends
/// on
/// the problem only: several components may watch the same objects, and there is still one.
public final class ProblemWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemWatch.class);
    private static final Duration AT_LEAST = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(500);
    /// How many times as long as a look the pause after it is, at least.
    private static final int RESTS = 20;
    /// How many times as long as a look took there is none: a look at thousands of objects must not keep them waiting.
    private static final int RESTED = 20;
    /// An Event that could not be created is tried again after that.
    private static final Duration TELL_AGAIN = Duration.ofSeconds(10);

    private final PictureSource source;
    private final List<ProblemSource> others;
    private final Announcer announcer;
    private final InstantSource clock;
    private final Episodes episodes = new Episodes();
    private final Sightings sightings = new Sightings();
    private final Semaphore changed = new Semaphore(0);
    private final List<Consumer<List<Problem>>> listeners = new CopyOnWriteArrayList<>();
    /// Events that are there, and those that could not be created, with the moment of the next try. Owned by the
    /// thread.
    private final Set<String> told = new HashSet<>();

    private final Map<String, Instant> untold = new HashMap<>();
    private final Thread thread;
    private volatile List<Problem> current = List.of();

    /// Construct it before the client's caches are started.
    ///
    /// @param view what the component looks at
    /// @param runs whether anybody carries AnalysisRuns out
    /// @param others what else counts, such as the controllers of this process
    public ProblemWatch(
            Kube kube,
            PictureSource.View view,
            boolean runs,
            List<? extends ProblemSource> others,
            Announcer announcer,
            InstantSource clock) {
        this.source = PictureSource.of(kube, view, runs, changed::release);
        this.others = List.copyOf(others);
        others.forEach(part -> part.onChange(changed::release));
        this.announcer = announcer;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("problems").unstarted(this::run);
    }

    /// Begins to look; the caches must be filled.
    public void start() {
        thread.start();
    }

    /// The problems at the last look, newest first.
    public List<Problem> problems() {
        return current;
    }

    /// The objects now.
    public Picture picture() {
        return source.picture();
    }

    /// Hears the whole list whenever it has changed, on the watch's thread; must be quick.
    public void onChange(Consumer<List<Problem>> listener) {
        listeners.add(listener);
    }

    private void run() {
        try {
            while (true) {
                long began = System.nanoTime();
                looked();
                Duration rest = Duration.ofNanos(System.nanoTime() - began).multipliedBy(RESTED);
                Thread.sleep(rest.compareTo(PAUSE) > 0 ? rest : PAUSE);
                if (changed.tryAcquire(AT_LEAST.toMillis(), TimeUnit.MILLISECONDS)) {
                    changed.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Longer after a look that took long: in a thousand Stages that all change, looking must not take what working
    /// needs.
    static Duration pause(Duration look) {
        Duration wanted = look.multipliedBy(RESTS);
        if (wanted.compareTo(PAUSE) < 0) {
            return PAUSE;
        }
        return wanted.compareTo(AT_LEAST) > 0 ? AT_LEAST : wanted;
    }

    private void looked() {
        try {
            look(clock.instant());
        } catch (RuntimeException e) {
            LOG.error("cannot look for problems; trying again", e);
        }
    }

    private void look(Instant now) {
        var found = new ArrayList<>(Inspection.of(source.picture(), now));
        others.forEach(part -> found.addAll(part.problems(now)));
        List<Problem> dated = episodes.dated(Inspection.distinct(found), now);
        List<Problem> counting = sightings.counting(dated, now);
        boolean another = !counting.equals(current);
        current = counting;
        counting.forEach(problem -> tell(problem, now));
        Set<String> names =
                new HashSet<>(counting.stream().map(Problem::eventName).toList());
        told.retainAll(names);
        untold.keySet().retainAll(names);
        if (another) {
            listeners.forEach(listener -> listener.accept(counting));
        }
    }

    private void tell(Problem problem, Instant now) {
        String name = problem.eventName();
        Instant next = untold.get(name);
        if (told.contains(name) || (next != null && next.isAfter(now))) {
            return;
        }
        Map<String, String> facts = problem.subject().project().isEmpty()
                ? Map.of()
                : Map.of(Annotations.EVENT_PREFIX + "project", problem.subject().project());
        Event event = Event.warning(
                problem.code().word(),
                problem.sentence(),
                problem.subject().type().kind(),
                problem.subject().key(),
                facts);
        switch (announcer.announceOnce(event, name)) {
            case NEW -> {
                LOG.warn("{} {}: {}", problem.code().word(), problem.subject(), problem.sentence());
                told.add(name);
            }
            case KNOWN -> told.add(name);
            case NOT -> {
                if (next == null) {
                    LOG.warn("{} {}: {}", problem.code().word(), problem.subject(), problem.sentence());
                }
                untold.put(name, now.plus(TELL_AGAIN));
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
