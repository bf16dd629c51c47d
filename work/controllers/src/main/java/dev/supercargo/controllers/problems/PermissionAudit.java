package dev.supercargo.controllers.problems;

import dev.supercargo.access.Audit;
import dev.supercargo.access.Component;
import dev.supercargo.access.Scope;
import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.controllers.events.Event;
import dev.supercargo.decisions.inspection.Inspection;
import dev.supercargo.decisions.problem.MissingPermission;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.decisions.problem.ProblemSubject;
import dev.supercargo.decisions.problem.Remedy;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.RequestWatch;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running component asks whether it may do what it must: at the start, every five minutes, at once after a request
/// of its was refused, and every second for what is missing, so that its return is noticed.
///
/// It is also the [RequestWatch] of the component's client, which is how it hears of refusals. Each missing permission
/// is a problem, told by one Event.
public final class PermissionAudit implements RequestWatch, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PermissionAudit.class);
    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final Duration WHILE_MISSING = Duration.ofSeconds(1);
    /// An Event that could not be created is tried again after that.
    private static final Duration TELL_AGAIN = Duration.ofSeconds(10);

    private final Component component;
    private final String home;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore due = new Semaphore(0);
    private volatile Map<Audit.Question, Instant> missing = Map.of();
    private volatile String trouble = "";
    private volatile Thread thread = Thread.currentThread();
    /// Names of Events that are there, and those that could not be created, with the moment of the next try. All
    /// three are owned by the audit's thread.
    private final Set<String> told = new HashSet<>();

    private final Map<String, Instant> untold = new HashMap<>();
    private final Episodes episodes = new Episodes();

    /// @param home the namespace of the components
    public PermissionAudit(Component component, String home, InstantSource clock) {
        this.component = component;
        this.home = home;
        this.clock = clock;
    }

    /// Whose permissions it asks about.
    public Component component() {
        return component;
    }

    /// The namespace of the components.
    public String home() {
        return home;
    }

    /// Begins to ask.
    ///
    /// @param kube the component's own client
    /// @param projects the Projects in which the component has something to do
    public void start(Kube kube, Supplier<List<String>> projects) {
        var announcer = new Announcer(kube, component.account(), clock);
        thread = Thread.ofVirtual()
                .name("audit of " + component.account())
                .unstarted(() -> run(kube, projects, announcer));
        thread.start();
    }

    private void run(Kube kube, Supplier<List<String>> projects, Announcer announcer) {
        try {
            boolean all = true;
            Instant whole = clock.instant();
            while (true) {
                audit(kube, all ? Audit.questions(component, home, projects.get()) : List.copyOf(missing.keySet()));
                Instant now = clock.instant();
                tell(episodes.dated(problems(now), now), announcer, now);
                Duration wait = missing.isEmpty() && trouble.isEmpty() ? PERIOD : WHILE_MISSING;
                all = due.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)
                        || missing.isEmpty()
                        || !trouble.isEmpty()
                        || whole.plus(PERIOD).isBefore(clock.instant());
                due.drainPermits();
                whole = all ? clock.instant() : whole;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void audit(Kube kube, List<Audit.Question> questions) {
        Map<Audit.Question, Instant> before = missing;
        var found = new LinkedHashMap<Audit.Question, Instant>();
        Instant now = clock.instant();
        try {
            for (Audit.Question question : questions) {
                if (!may(kube, question)) {
                    found.put(question, before.getOrDefault(question, now));
                }
            }
            trouble = "";
        } catch (WorldException e) {
            trouble = "cannot ask about permissions: " + e.failure().what();
            return;
        }
        missing = Map.copyOf(found);
        if (!before.keySet().equals(found.keySet())) {
            listeners.forEach(Runnable::run);
        }
        before.keySet().stream()
                .filter(question -> !found.containsKey(question))
                .forEach(question -> LOG.info("given back: {}", question.permission()));
    }

    private static boolean may(Kube kube, Audit.Question question) {
        var type = new ResourceType(
                question.permission().group(), "*", "*", question.permission().plural(), true);
        return kube.may(
                question.permission().verb(),
                type,
                question.permission().subresource(),
                question.namespace(),
                question.permission().name());
    }

    /// Calls whenever something else is missing than before; must be quick.
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /// Asks anew at once.
    public void again() {
        due.release();
    }

    /// A refusal of the audit's own requests (it may be that it must not tell) is no reason to ask at once again.
    @Override
    public void refused(String grant, String words) {
        if (Thread.currentThread() != thread) {
            again();
        }
    }

    /// Why permissions could not be asked about; empty where they could.
    public Optional<String> trouble() {
        return Optional.of(trouble).filter(text -> !text.isEmpty());
    }

    /// What is missing, newest first. A permission that is limited to some names is one problem.
    public List<Problem> problems(Instant now) {
        return Inspection.distinct(missing.entrySet().stream()
                .map(one -> problem(one.getKey(), one.getValue(), now))
                .toList());
    }

    /// What concerns a component as a whole is about the ClusterConfig.
    private Problem problem(Audit.Question question, Instant since, Instant now) {
        boolean inProject = question.grant().scope() instanceof Scope.EachProject;
        ProblemSubject subject = inProject
                ? new ProblemSubject(Kinds.PROJECT, ObjectKey.cluster(question.namespace()))
                : new ProblemSubject(Kinds.CLUSTER_CONFIG, ObjectKey.cluster("cluster"));
        var permission = new MissingPermission(
                component.username(home),
                question.permission().verb(),
                question.permission().group(),
                question.permission().resource(),
                question.namespace(),
                question.grant().names());
        return new Problem(
                ProblemCode.PERMISSION_MISSING,
                subject,
                "",
                question.sentence(),
                since,
                Optional.of(now.plus(WHILE_MISSING)),
                Remedy.grant(permission));
    }

    private void tell(List<Problem> problems, Announcer announcer, Instant now) {
        Set<String> names = problems.stream().map(Problem::eventName).collect(Collectors.toSet());
        told.retainAll(names);
        untold.keySet().retainAll(names);
        problems.forEach(problem -> tell(problem, announcer, now));
    }

    private void tell(Problem problem, Announcer announcer, Instant now) {
        String name = problem.eventName();
        Instant next = untold.get(name);
        if (told.contains(name) || (next != null && next.isAfter(now))) {
            return;
        }
        if (next == null) {
            LOG.warn("{}: {}", problem.code().word(), problem.sentence());
        }
        Event event = Event.warning(
                problem.code().word(),
                problem.sentence() + "; " + problem.remedy().text(),
                problem.subject().type().kind(),
                problem.subject().key(),
                Map.of());
        if (announcer.announceOnce(event, name) == Announcer.Told.NOT) {
            untold.put(name, now.plus(TELL_AGAIN));
        } else {
            told.add(name);
        }
    }

    @Override
    public void close() {
        if (thread.isVirtual()) {
            thread.interrupt();
        }
    }
}
