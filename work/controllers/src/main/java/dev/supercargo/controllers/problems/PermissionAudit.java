package dev.supercargo.controllers.problems;

import dev.supercargo.access.Audit;
import dev.supercargo.access.Component;
import dev.supercargo.access.Scope;
import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.controllers.events.Event;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running component asks whether it may do what it must: at the start, every five minutes, at once after a request
/// of its was refused, and every two seconds while something is missing, so that its return is noticed.
///
/// It is also the [RequestWatch] of the component's client, which is how it hears of refusals. Each missing permission
/// is a problem, told by one Event.
public final class PermissionAudit implements RequestWatch, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PermissionAudit.class);
    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final Duration WHILE_MISSING = Duration.ofSeconds(2);

    private final Component component;
    private final String home;
    private final InstantSource clock;
    private final Semaphore due = new Semaphore(0);
    private volatile Map<Audit.Question, Instant> missing = Map.of();
    private volatile String trouble = "";
    private volatile Thread thread = Thread.currentThread();
    /// Names of Events that are there; owned by the audit's thread.
    private final Set<String> told = new HashSet<>();

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
        thread = Thread.ofVirtual().name("audit of " + component.account()).start(() -> run(kube, projects, announcer));
    }

    private void run(Kube kube, Supplier<List<String>> projects, Announcer announcer) {
        try {
            while (true) {
                audit(kube, projects.get());
                problems(clock.instant()).forEach(problem -> tell(problem, announcer));
                Duration wait = missing.isEmpty() && trouble.isEmpty() ? PERIOD : WHILE_MISSING;
                if (due.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    due.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void audit(Kube kube, List<String> projects) {
        Map<Audit.Question, Instant> before = missing;
        var found = new LinkedHashMap<Audit.Question, Instant>();
        Instant now = clock.instant();
        try {
            for (Audit.Question question : Audit.questions(component, home, projects)) {
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

    /// Asks anew at once.
    public void again() {
        due.release();
    }

    @Override
    public void refused(String grant, String words) {
        again();
    }

    /// Why permissions could not be asked about; empty where they could.
    public Optional<String> trouble() {
        return Optional.of(trouble).filter(text -> !text.isEmpty());
    }

    /// What is missing, newest first.
    public List<Problem> problems(Instant now) {
        return missing.entrySet().stream()
                .map(one -> problem(one.getKey(), one.getValue(), now))
                .sorted(Problem.NEWEST_FIRST)
                .toList();
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

    private void tell(Problem problem, Announcer announcer) {
        String name = problem.eventName();
        if (!told.contains(name)) {
            LOG.warn("{}: {}", problem.code().word(), problem.sentence());
            Event event = Event.warning(
                    problem.code().word(),
                    problem.sentence() + "; " + problem.remedy().text(),
                    problem.subject().type().kind(),
                    problem.subject().key(),
                    Map.of());
            if (announcer.announceOnce(event, name) != Announcer.Told.NOT) {
                told.add(name);
            }
        }
    }

    @Override
    public void close() {
        if (thread.isVirtual()) {
            thread.interrupt();
        }
    }
}
