package dev.supercargo.simulation;

import dev.supercargo.decisions.admission.Caller;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import dev.supercargo.promotion.StepEngine;
import dev.supercargo.promotion.Workspaces;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// One seed's world, from its first moment until nothing happens in it any more.
///
/// ```
/// storm and people ──> calm, people ──> nobody acts ──> settled ──> looked at once more ──> restarted
///                      quiet moments are looked at ...........     nothing is written .............
/// ```
final class World {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    /// The longest soak, and one more look of every Stage.
    private static final Duration SETTLED = Duration.ofMinutes(16);
    private static final Duration PATIENCE = Duration.ofHours(12);
    /// How long after the last refusal a turn may still wait before it tries again.
    private static final Duration AFTERMATH = Duration.ofSeconds(30);

    private static final int TRACE = Integer.getInteger("simulation.trace", 60);

    private final Chance chance;
    private final Fault fault;
    private final Timeline timeline = new Timeline(START);
    private final Weather weather;
    private final Api api;
    private final Pipeline pipeline;
    private final Repositories repositories;
    private final People people;
    private final Oracle oracle;
    private final Workspaces workspaces;
    private final Deque<Supplier<String>> trace = new ArrayDeque<>();
    private Life life;
    private Instant lastWrite = START;
    private Instant lastLook = START;
    private long lookedAt;
    private Instant calmSince = Instant.MAX;

    World(long seed, Fault fault, Path folder) {
        this.chance = new Chance(seed);
        this.fault = fault;
        this.weather = new Weather(chance, timeline);
        this.api = new Api(timeline, fault);
        this.pipeline = new Pipeline(chance);
        this.repositories = new Repositories(timeline, weather, chance);
        this.people = new People(api, timeline, chance, pipeline, repositories);
        this.oracle = new Oracle(api, pipeline, repositories, timeline);
        this.workspaces = new Workspaces(folder.resolve("w" + seed));
        api.witness(this::noted);
        api.witness(new Invariants(api, timeline));
        api.witness(oracle);
        api.witness(new Analyst(api, timeline, chance));
        api.witness(this::collected);
        pipeline.warehouses().forEach(repositories::push);
        pipeline.build(api);
        this.life = born();
    }

    long events() {
        return timeline.happened();
    }

    /// What was changed last, for a report.
    List<String> trace() {
        return trace.stream().map(Supplier::get).toList();
    }

    /// Lets the world run its course.
    ///
    /// @throws Broken as soon as something is not as it must be
    void run() {
        people.begin();
        storm();
        Instant stormEnds = START.plus(chance.seconds(300, 3_600));
        until(stormEnds);
        weather.end();
        calmSince = timeline.instant();
        until(stormEnds.plus(chance.seconds(120, 1_800)));
        people.end();
        settle();
        lookOnceMore();
    }

    private Life born() {
        return new Life(
                new ProcessKube(api, timeline, weather, chance, fault, this::asked),
                timeline,
                new StepEngine(List.of(new Work(weather, chance)), timeline),
                workspaces,
                repositories.sources(),
                fault);
    }

    private void until(Instant moment) {
        while (timeline.next().filter(at -> !at.isAfter(moment)).isPresent()) {
            step();
        }
    }

    private void step() {
        try {
            lookIfQuiet();
            timeline.step();
        } catch (Killed killed) {
            trace("killed " + killed.getMessage());
            die();
        }
    }

    private void lookIfQuiet() {
        Instant now = timeline.instant();
        boolean quiet = timeline.pending(Timeline.Kind.WORK) == 0
                && timeline.next().filter(now::isBefore).isPresent();
        boolean news = api.version() != lookedAt || lastLook.isBefore(now.minus(AFTERMATH));
        if (quiet && news && calmSince.isBefore(now.minus(AFTERMATH))) {
            oracle.quiet(now);
            lookedAt = api.version();
            lastLook = now;
        }
    }

    private void die() {
        life.kube().kill();
        timeline.after(chance.seconds(0, 20), Timeline.Kind.WORK, () -> {
            if (chance.oneIn(5)) {
                workspaces.uids().forEach(workspaces::remove); // another machine
            }
            life = born();
            trace("started");
        });
    }

    /// Troubles that befall the process from outside.
    private void storm() {
        timeline.after(chance.seconds(1, 120), Timeline.Kind.OUTSIDE, () -> {
            if (!weather.storm()) {
                return;
            }
            storm();
            List<LaggingCache<?>> caches = life.kube().caches();
            switch (chance.below(8)) {
                case 0 -> {
                    if (life.kube().isAlive()) {
                        throw new Killed("between two turns");
                    }
                }
                case 1, 2 -> chance.of(caches).breakFor(chance.seconds(0, 60));
                case 3 -> chance.of(caches).repeat(chance.between(1, 30));
                case 4 -> weather.refuse("create", Kinds.PROMOTION, chance.seconds(1, 120));
                case 5 ->
                    weather.refuse("patch", chance.of(List.of(Kinds.FREIGHT, Kinds.STAGE)), chance.seconds(1, 60));
                default ->
                    weather.refuse(
                            chance.of(List.of("create", "patch", "list", "get")),
                            chance.of(List.of(
                                    Kinds.PROMOTION, Kinds.FREIGHT, Kinds.ANALYSIS_RUN, Kinds.ANALYSIS_TEMPLATE)),
                            chance.seconds(1, 60));
            }
        });
    }

    private void settle() {
        Instant limit = timeline.instant().plus(PATIENCE);
        while (timeline.pending(Timeline.Kind.OUTSIDE) > 0
                || timeline.pending(Timeline.Kind.WORK) > 0
                || timeline.instant().isBefore(lastWrite.plus(SETTLED))) {
            if (timeline.instant().isAfter(limit)) {
                throw new Broken("it does not settle: work " + timeline.pending(Timeline.Kind.WORK) + ", outside "
                        + timeline.pending(Timeline.Kind.OUTSIDE) + ", last write " + lastWrite);
            }
            step();
        }
        oracle.settled(timeline.instant());
    }

    /// A second pass over a settled world writes nothing, and neither does a new life.
    private void lookOnceMore() {
        long before = life.kube().writes();
        life.kube().loops().forEach(loop -> keys(loop.name()).forEach(loop::wake));
        timeline.pass(Duration.ofSeconds(5));
        if (life.kube().writes() != before) {
            throw new Broken("a second pass over a settled world writes something");
        }
        life.kube().kill();
        life = born();
        timeline.pass(Duration.ofSeconds(5));
        if (life.kube().writes() != 0) {
            throw new Broken("a new process writes something into a settled world");
        }
        oracle.settled(timeline.instant());
    }

    private List<ObjectKey> keys(String loop) {
        ResourceType type = switch (loop) {
            case "stages" -> Kinds.STAGE;
            case "warehouses" -> Kinds.WAREHOUSE;
            default -> Kinds.PROMOTION;
        };
        return api.all(type).stream().map(KubeObject::key).toList();
    }

    private void noted(ResourceType type, Caller caller, Api.Change change) {
        if (!type.equals(Kinds.WAREHOUSE)) {
            lastWrite = timeline.instant();
        }
        Instant now = timeline.instant();
        trace(() -> now + (change.after().isEmpty() ? " gone " : " ") + change.shown() + " " + Story.of(change) + " by "
                + caller.username());
        if (life != null) {
            life.kube().expect(type);
        }
    }

    private void trace(String what) {
        Instant now = timeline.instant();
        trace(() -> now + " " + what);
    }

    /// Put into words only for those who read them.
    private void trace(Supplier<String> what) {
        if (trace.size() == TRACE) {
            trace.removeFirst();
        }
        trace.addLast(what);
    }

    private void asked(Supplier<String> what) {
        Instant now = timeline.instant();
        trace(() -> now + "   " + Story.shortened(what.get()));
    }

    /// Kubernetes' collector: what belonged to an object goes after it.
    private void collected(ResourceType type, Caller caller, Api.Change change) {
        if (change.after().isPresent()) {
            return;
        }
        var collector = new Caller("system:serviceaccount:kube-system:generic-garbage-collector", List.of());
        Map.of(Kinds.STAGE, Kinds.PROMOTION, Kinds.FREIGHT, Kinds.ANALYSIS_RUN).forEach((owner, owned) -> {
            if (type.equals(owner)) {
                timeline.after(
                        chance.seconds(0, 3),
                        Timeline.Kind.WORK,
                        () -> List.copyOf(api.all(owned)).stream()
                                .filter(object -> belongs(object, change.shown()))
                                .forEach(object -> api.delete(collector, owned, object.key())));
            }
        });
    }

    private static boolean belongs(KubeObject object, KubeObject owner) {
        return object.ownerReferences().size() == 1
                && owner.uid().equals(object.ownerReferences().getFirst().get("uid"));
    }
}
