package dev.supercargo.controllers.problems;

import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.decisions.inspection.Inspection;
import dev.supercargo.decisions.inspection.Picture;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.kube.client.Kube;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the list of problems that one component sees: after each change of an object, but not more than
/// twice a second, and every few seconds anyway, since silence is a problem too. Each problem is told by
/// one Event, whose name depends on the problem only: several components may watch the same objects, and
/// there is still one. What audits have found and somebody wrote into a condition is told by whoever
/// lacks it.
public final class ProblemWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemWatch.class);
    private static final Duration AT_LEAST = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(500);
    /// How many times as long as a look the pause after it is, at least.
    private static final int RESTS = 20;
    /// How many times as long as a look took there is none: a look at thousands of objects must not keep them waiting.
    private static final int RESTED = 20;

    private final PictureSource source;
    private final List<ProblemSource> others;
    private final List<ProblemSource> heard;
    private final Teller teller;
    private final InstantSource clock;
    private final Episodes episodes = new Episodes();
    /// Of what is told here: what somebody else knew a moment earlier must not move the beginning, by
    /// which an Event is named.
    private final Episodes toBeTold = new Episodes();
    private final Sightings sightings = new Sightings();
    private final Semaphore changed = new Semaphore(0);
    private final List<Consumer<List<Problem>>> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile List<Problem> current = List.of();

    /// Construct it before the client's caches are started.
    ///
    /// @param view what the component looks at
    /// @param runs whether anybody carries AnalysisRuns out
    /// @param others what else counts, such as the controllers of this process
    /// @param heard what counts, too, and is told by others
    public ProblemWatch(
            Kube kube,
            PictureSource.View view,
            boolean runs,
            List<? extends ProblemSource> others,
            List<? extends ProblemSource> heard,
            Announcer announcer,
            InstantSource clock) {
        this.source = PictureSource.of(kube, view, runs, changed::release);
        this.others = List.copyOf(others);
        this.heard = List.copyOf(heard);
        others.forEach(part -> part.onChange(changed::release));
        heard.forEach(part -> part.onChange(changed::release));
        this.teller = new Teller(announcer);
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("problems").unstarted(this::run);
    }

    /// Where nothing is heard of others.
    public ProblemWatch(
            Kube kube,
            PictureSource.View view,
            boolean runs,
            List<? extends ProblemSource> others,
            Announcer announcer,
            InstantSource clock) {
        this(kube, view, runs, others, List.of(), announcer, clock);
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
        var ours = new ArrayList<Problem>();
        others.forEach(part -> ours.addAll(part.problems(now)));
        List<Problem> seen = Inspection.of(source.picture(), now);
        seen.stream().filter(problem -> !problem.isAudited()).forEach(ours::add);
        var found = new ArrayList<>(ours);
        seen.stream().filter(Problem::isAudited).forEach(found::add);
        heard.forEach(part -> found.addAll(part.problems(now)));
        List<Problem> counting = sightings.counting(episodes.dated(Inspection.distinct(found), now), now);
        boolean another = !counting.equals(current);
        current = counting;
        Set<String> count = counting.stream().map(Problem::identity).collect(Collectors.toSet());
        teller.tell(
                toBeTold.dated(Inspection.distinct(ours), now).stream()
                        .filter(problem -> count.contains(problem.identity()))
                        .toList(),
                now);
        if (another) {
            listeners.forEach(listener -> listener.accept(counting));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
