package dev.supercargo.controllers.problems;

import dev.supercargo.access.Audit;
import dev.supercargo.access.Component;
import dev.supercargo.access.Grant;
import dev.supercargo.access.Scope;
import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.decisions.inspection.Inspection;
import dev.supercargo.decisions.problem.MissingPermission;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.decisions.problem.ProblemSubject;
import dev.supercargo.decisions.problem.Remedy;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.RequestWatch;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks whether a component may do what it must: at the start, every five minutes, when told to
/// ([#again]), and every second for what is missing, so that its return is noticed.
///
/// A component asks about itself, at once after a request of its was refused (it is also the
/// [RequestWatch] of the component's client, which is how it hears of refusals), and tells each missing
/// permission by one Event. Others ask on its behalf, by SubjectAccessReviews, and leave the telling to
/// it.
public final class PermissionAudit implements RequestWatch, ProblemSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PermissionAudit.class);
    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final Duration WHILE_MISSING = Duration.ofSeconds(1);
    /// What a new Project asks for is asked within that.
    private static final Duration NEW_PROJECTS = Duration.ofSeconds(10);
    /// Roles and bindings change in crowds; whoever asks on behalf of others waits for the crowd to pass.
    private static final Duration CROWD = Duration.ofMillis(250);
    /// So many times as long as asking took it rests then: in thousands of Projects asking must not take
    /// all there is.
    private static final int RESTS = 4;

    /// An extra attribute of the user in reviews on behalf of others, by which whoever watches access
    /// tells them from requests.
    public static final String ON_BEHALF = "supercargo.dev/on-behalf";

    private final Component component;
    private final String home;
    private final InstantSource clock;
    private final boolean onBehalf;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore due = new Semaphore(0);
    private volatile Map<Audit.Question, Answer> answers = Map.of();
    private volatile String trouble = "";
    private volatile Thread thread = Thread.currentThread();
    private final Episodes episodes = new Episodes();

    /// What was answered to a question.
    ///
    /// @param since since when that has been the answer
    public record Answer(boolean isGranted, Instant since) {}

    private PermissionAudit(Component component, String home, InstantSource clock, boolean onBehalf) {
        this.component = component;
        this.home = home;
        this.clock = clock;
        this.onBehalf = onBehalf;
    }

    /// A component's own audit.
    ///
    /// @param home the namespace of the components
    public PermissionAudit(Component component, String home, InstantSource clock) {
        this(component, home, clock, false);
    }

    /// An audit by somebody else, who may create SubjectAccessReviews.
    public static PermissionAudit onBehalf(Component component, String home, InstantSource clock) {
        return new PermissionAudit(component, home, clock, true);
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
    /// @param kube the client of whoever asks
    /// @param projects the Projects in which the component has something to do
    public void start(Kube kube, Supplier<List<String>> projects) {
        Asking asking = onBehalf ? Asking.about(kube, component, home) : Asking.myself(kube);
        var teller = new Teller(new Announcer(kube, component.account(), clock));
        thread = Thread.ofVirtual()
                .name("audit of " + component.account())
                .unstarted(() -> run(asking, projects, onBehalf ? Optional.empty() : Optional.of(teller)));
        thread.start();
    }

    private void run(Asking asking, Supplier<List<String>> projects, Optional<Teller> teller) {
        try {
            boolean all = true;
            Instant whole = clock.instant();
            while (true) {
                whole = all ? clock.instant() : whole;
                long began = System.nanoTime();
                audit(asking, Audit.questions(component, home, projects.get()), all);
                Duration rest = Duration.ofNanos(System.nanoTime() - began).multipliedBy(RESTS);
                Instant now = clock.instant();
                List<Problem> dated = episodes.dated(problems(now), now);
                teller.ifPresent(tells -> tells.tell(dated, now));
                Duration wait = dated.isEmpty() && trouble.isEmpty() ? NEW_PROJECTS : WHILE_MISSING;
                boolean called = due.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
                if (called && onBehalf) {
                    Thread.sleep(rest.compareTo(CROWD) > 0 ? rest : CROWD);
                }
                due.drainPermits();
                all = called || !trouble.isEmpty() || whole.plus(PERIOD).isBefore(clock.instant());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Asks all questions, or those that are new, and again those to which the answer was no.
    private void audit(Asking asking, List<Audit.Question> questions, boolean all) {
        Map<Audit.Question, Answer> before = answers;
        var found = new LinkedHashMap<Audit.Question, Answer>();
        Instant now = clock.instant();
        try {
            for (Audit.Question question : questions) {
                Answer last = before.get(question);
                if (all || last == null || !last.isGranted()) {
                    boolean granted = asking.may(question);
                    found.put(question, last != null && last.isGranted() == granted ? last : new Answer(granted, now));
                } else {
                    found.put(question, last);
                }
            }
            trouble = "";
        } catch (WorldException e) {
            trouble = "cannot ask about permissions: " + e.failure().what();
            return;
        }
        answers = Map.copyOf(found);
        if (!missing(before).keySet().equals(missing(found).keySet())) {
            listeners.forEach(Runnable::run);
        }
        missing(before).keySet().stream()
                .filter(question -> !onBehalf && !missing(found).containsKey(question))
                .forEach(question -> LOG.info("given back: {}", question.permission()));
    }

    private static Map<Audit.Question, Answer> missing(Map<Audit.Question, Answer> answers) {
        var missing = new LinkedHashMap<Audit.Question, Answer>();
        answers.forEach((question, answer) -> {
            if (!answer.isGranted()) {
                missing.put(question, answer);
            }
        });
        return missing;
    }

    /// The answers to all questions of the last time; empty where they could not be asked yet.
    public Map<Audit.Question, Answer> answers() {
        return answers;
    }

    /// How questions are put to the API server.
    @FunctionalInterface
    private interface Asking {
        boolean may(Audit.Question question);

        static Asking myself(Kube kube) {
            return question -> {
                Grant.Permission permission = question.permission();
                return kube.may(
                        permission.verb(),
                        new ResourceType(permission.group(), "*", "*", permission.plural(), true),
                        permission.subresource(),
                        question.namespace(),
                        permission.name());
            };
        }

        static Asking about(Kube kube, Component component, String home) {
            return question -> {
                KubeObject answer = kube.create(Kinds.SUBJECT_ACCESS_REVIEW, review(question, component, home));
                return Json.at(answer.view(), "status", "allowed").orElse(false).equals(true);
            };
        }

        private static KubeObject review(Audit.Question question, Component component, String home) {
            Grant.Permission permission = question.permission();
            var attributes = new LinkedHashMap<String, Object>();
            attributes.put("verb", permission.verb());
            attributes.put("group", permission.group());
            attributes.put("resource", permission.plural());
            attributes.put("subresource", permission.subresource());
            attributes.put("namespace", question.namespace());
            attributes.put("name", permission.name());
            attributes.values().removeIf(""::equals);
            var spec = new LinkedHashMap<String, Object>();
            spec.put("user", component.username(home));
            spec.put(
                    "groups",
                    List.<Object>of(
                            "system:serviceaccounts", "system:serviceaccounts:" + home, "system:authenticated"));
            spec.put("extra", Map.of(ON_BEHALF, List.<Object>of("true")));
            spec.put("resourceAttributes", attributes);
            var tree = new LinkedHashMap<String, Object>();
            tree.put("apiVersion", Kinds.SUBJECT_ACCESS_REVIEW.apiVersion());
            tree.put("kind", Kinds.SUBJECT_ACCESS_REVIEW.kind());
            tree.put("spec", spec);
            return KubeObject.of(tree);
        }
    }

    /// Calls whenever something else is missing than before; must be quick.
    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /// Asks anew at once.
    public void again() {
        due.release();
    }

    /// A refusal is reason to ask at once, unless it is known already that this is missing (then it is
    /// asked for every second anyway), and unless it is one of the audit's own requests (it may be that
    /// it must not tell).
    @Override
    public void refused(String grant, String words) {
        boolean known = missing(answers).keySet().stream()
                .anyMatch(question -> wireWords(question.permission()).equals(grant));
        if (!known && Thread.currentThread() != thread) {
            again();
        }
    }

    /// As the client puts what it was refused.
    private static String wireWords(Grant.Permission permission) {
        String group = permission.group().isEmpty() ? "" : "." + permission.group();
        String sub = permission.subresource().isEmpty() ? "" : "/" + permission.subresource();
        return permission.verb() + " " + permission.plural() + group + sub;
    }

    /// Why permissions could not be asked about; empty where they could.
    public Optional<String> trouble() {
        return Optional.of(trouble).filter(text -> !text.isEmpty());
    }

    /// What is missing, newest first. A permission that is limited to some names is one problem.
    @Override
    public List<Problem> problems(Instant now) {
        return Inspection.distinct(missing(answers).entrySet().stream()
                .map(one -> problem(one.getKey(), one.getValue().since(), now))
                .toList());
    }

    /// What concerns a component as a whole is about the ClusterConfig.
    private Problem problem(Audit.Question question, Instant since, Instant now) {
        boolean inProject = question.grant().scope() instanceof Scope.EachProject;
        ProblemSubject subject = inProject
                ? new ProblemSubject(Kinds.PROJECT, ObjectKey.cluster(question.namespace()))
                : ProblemSubject.INSTALLATION;
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
                permission.sentence() + ": " + question.grant().reason().because(),
                since,
                Optional.of(now.plus(WHILE_MISSING)),
                Remedy.grant(permission));
    }

    @Override
    public void close() {
        if (thread.isVirtual()) {
            thread.interrupt();
        }
    }
}
