package dev.supercargo.controllers.problems;

import dev.supercargo.access.Component;
import dev.supercargo.decisions.problem.MissingPermission;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.decisions.problem.ProblemSubject;
import dev.supercargo.decisions.problem.Remedy;
import dev.supercargo.kube.client.Controller;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.Pulse;
import dev.supercargo.kube.client.SilentWatch;
import dev.supercargo.kube.client.Trouble;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The controllers of one component and what goes wrong with them: turns that are refused or fail although no status
/// can
/// say so (because writing it is what fails), and a queue that does not move.
public final class Machinery implements ProblemSource {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /// Longer than any call may take by its own deadline.
    private static final Duration LONGEST_TURN = Duration.ofMinutes(15);

    private static final int ATTEMPTS = 8;
    private final Component component;
    private final List<PermissionAudit> audits = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    /// The refusals of the last look: a new one is reason to audit.
    private volatile Set<String> refused = Set.of();

    /// Something that takes turns.
    ///
    /// @param kind the kind of its keys
    /// @param again takes a turn over a key soon
    private record Part(Supplier<Pulse> pulse, ResourceType kind, Consumer<ObjectKey> again) {}

    private Optional<Kube> kube = Optional.empty();

    public Machinery(Component component) {
        this.component = component;
    }

    /// Adds the client of its controllers.
    public Machinery over(Kube client) {
        kube = Optional.of(client);
        return this;
    }

    /// How its requests to the Kubernetes API were answered so far.
    public Map<Kube.Answered, Long> requests() {
        return kube.map(Kube::requests).orElse(Map.of());
    }

    /// Whose machinery it is.
    public Component component() {
        return component;
    }

    /// The audits of its permissions.
    public List<PermissionAudit> audits() {
        return List.copyOf(audits);
    }

    /// Adds the audit of the component's permissions. When its answers change, turns that were refused
    /// are taken again at once.
    public Machinery with(PermissionAudit audit) {
        audits.add(audit);
        audit.onChange(this::tryRefusedAgain);
        return this;
    }

    private void tryRefusedAgain() {
        List.copyOf(parts)
                .forEach(part -> part.pulse().get().troubles().forEach((key, trouble) -> {
                    if (isRefusal(trouble.failure(), key)) {
                        part.again().accept(key);
                    }
                }));
    }

    /// A refusal, also where it comes in the words of another failure, such as that of a look at a repository.
    private boolean isRefusal(Failure failure, ObjectKey key) {
        return failure instanceof Failure.Forbidden
                || !MissingPermission.in(failure.what(), component.username(), key.namespace())
                        .isEmpty();
    }

    /// Adds a controller, before any starts.
    ///
    /// @param kind the kind of its keys
    public <C extends Controller> C with(ResourceType kind, C controller) {
        parts.add(new Part(controller::pulse, kind, controller::wake));
        return controller;
    }

    /// Adds something else that takes turns, before it starts.
    ///
    /// @param kind the kind of its keys
    /// @param again takes a turn over a key soon
    public Machinery with(ResourceType kind, Supplier<Pulse> pulse, Consumer<ObjectKey> again) {
        parts.add(new Part(pulse, kind, again));
        return this;
    }

    /// How the controllers are.
    public List<Pulse> pulses() {
        return parts.stream().map(part -> part.pulse().get()).toList();
    }

    @Override
    public List<Problem> problems(Instant now) {
        var found = new ArrayList<Problem>();
        audits.forEach(audit -> found.addAll(audit.problems(now)));
        found.addAll(stuck(now));
        found.addAll(silent(now));
        found.addAll(lasting(now));
        List<Problem> troubles = troubles();
        found.addAll(troubles);
        auditNewRefusals(troubles);
        return found;
    }

    /// The client's door sees refusals; this sees also what admission refuses in other words.
    private void auditNewRefusals(List<Problem> troubles) {
        Set<String> now = troubles.stream()
                .filter(problem -> problem.code() == ProblemCode.PERMISSION_MISSING)
                .map(Problem::identity)
                .collect(Collectors.toSet());
        boolean another = !refused.containsAll(now);
        refused = now;
        if (another) {
            audits.forEach(PermissionAudit::again);
        }
    }

    @Override
    public void onChange(Runnable listener) {
        audits.forEach(audit -> audit.onChange(listener));
    }

    /// Queues that do not move.
    public List<Problem> stuck(Instant now) {
        return pulses().stream()
                .flatMap(pulse -> pulse.stuckSince(now, PATIENCE).map(since -> stuck(pulse, since)).stream())
                .toList();
    }

    /// Turns that do not come to their end: they wait for git, a registry or another outside system beyond any
    /// deadline.
    public List<Problem> lasting(Instant now) {
        var found = new ArrayList<Problem>();
        parts.forEach(part -> part.pulse().get().running().forEach((key, since) -> {
            if (since.plus(LONGEST_TURN).isBefore(now)) {
                var subject = new ProblemSubject(part.kind(), key);
                found.add(new Problem(
                        ProblemCode.CALL_OVERDUE,
                        subject,
                        "finish a turn over " + subject,
                        "it waits for an outside system since " + since,
                        since,
                        Optional.empty(),
                        Remedy.of(ProblemCode.CALL_OVERDUE.fix())));
            }
        }));
        return found;
    }

    /// Watches that bring nothing: refused ones at once, others when that has lasted.
    public List<Problem> silent(Instant now) {
        return kube.map(Kube::silentWatches).orElse(List.of()).stream()
                .flatMap(watch -> silent(watch, now).stream())
                .toList();
    }

    private List<Problem> silent(SilentWatch watch, Instant now) {
        String wish = "watch " + watch.type() + " as " + component.account();
        List<MissingPermission> missing = MissingPermission.in(watch.why(), component.username(), "");
        if (!missing.isEmpty()) {
            return missing.stream()
                    .map(permission -> component(
                            ProblemCode.PERMISSION_MISSING, wish, watch.why(), watch.since(), Remedy.grant(permission)))
                    .toList();
        }
        return watch.since().plus(PATIENCE).isAfter(now)
                ? List.of()
                : List.of(component(
                        ProblemCode.WATCH_SILENT,
                        wish,
                        watch.why(),
                        watch.since(),
                        Remedy.of(ProblemCode.WATCH_SILENT.fix())));
    }

    private static Problem component(ProblemCode code, String wish, String obstacle, Instant since, Remedy remedy) {
        return new Problem(code, ProblemSubject.INSTALLATION, wish, obstacle, since, Optional.empty(), remedy);
    }

    /// Turns that are refused or fail, one after the other.
    public List<Problem> troubles() {
        var found = new ArrayList<Problem>();
        parts.forEach(part -> part.pulse()
                .get()
                .troubles()
                .forEach((key, trouble) -> found.addAll(troubled(part.kind(), key, trouble))));
        return found;
    }

    private Problem stuck(Pulse pulse, Instant since) {
        return component(
                ProblemCode.QUEUE_STUCK,
                "take turns in controller " + pulse.name() + " of " + component.account(),
                pulse.waiting() + " keys are due, " + pulse.running().size()
                        + " turns are being taken, and none has come to its end",
                since,
                Remedy.of(ProblemCode.QUEUE_STUCK.fix()));
    }

    private List<Problem> troubled(ResourceType kind, ObjectKey key, Trouble trouble) {
        var subject = new ProblemSubject(kind, key);
        String wish = "finish a turn over " + subject;
        String said = trouble.failure().what();
        List<MissingPermission> missing = MissingPermission.in(said, component.username(), key.namespace());
        if (!missing.isEmpty()) {
            return missing.stream()
                    .map(permission ->
                            problem(ProblemCode.PERMISSION_MISSING, subject, wish, trouble, Remedy.grant(permission)))
                    .toList();
        }
        boolean passing = trouble.attempts() < ATTEMPTS || trouble.failure() instanceof Failure.Conflict;
        return passing
                ? List.of()
                : List.of(problem(
                        ProblemCode.RECONCILE_FAILED,
                        subject,
                        wish,
                        trouble,
                        Remedy.of(ProblemCode.RECONCILE_FAILED.fix())));
    }

    private static Problem problem(
            ProblemCode code, ProblemSubject subject, String wish, Trouble trouble, Remedy remedy) {
        return new Problem(
                code, subject, wish, trouble.failure().what(), trouble.since(), Optional.of(trouble.next()), remedy);
    }
}
