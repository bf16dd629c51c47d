package dev.supercargo.controllers.problems;

import dev.supercargo.access.Component;
import dev.supercargo.decisions.problem.MissingPermission;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.decisions.problem.ProblemSubject;
import dev.supercargo.decisions.problem.Remedy;
import dev.supercargo.kube.client.Controller;
import dev.supercargo.kube.client.Pulse;
import dev.supercargo.kube.client.Trouble;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The controllers of one component and what goes wrong with them: turns that are refused or fail although no status
/// can
/// say so (because writing it is what fails), and a queue that does not move.
public final class Machinery {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 8;
    /// What concerns a component as a whole is about the ClusterConfig.
    private static final ProblemSubject COMPONENT =
            new ProblemSubject(Kinds.CLUSTER_CONFIG, ObjectKey.cluster("cluster"));

    private final Component component;
    private final Map<Controller, ResourceType> controllers = new LinkedHashMap<>();

    public Machinery(Component component) {
        this.component = component;
    }

    /// Whose machinery it is.
    public Component component() {
        return component;
    }

    /// Adds a controller, before any starts.
    ///
    /// @param kind the kind of its keys
    public <C extends Controller> C with(ResourceType kind, C controller) {
        controllers.put(controller, kind);
        return controller;
    }

    /// How the controllers are.
    public List<Pulse> pulses() {
        return controllers.keySet().stream().map(Controller::pulse).toList();
    }

    /// What is wrong.
    public List<Problem> problems(Instant now) {
        var found = new ArrayList<Problem>();
        controllers.forEach((controller, kind) -> {
            Pulse pulse = controller.pulse();
            pulse.stuckSince(now, PATIENCE).ifPresent(since -> found.add(stuck(pulse, since)));
            pulse.troubles().forEach((key, trouble) -> found.addAll(troubled(kind, key, trouble)));
        });
        return found;
    }

    private Problem stuck(Pulse pulse, Instant since) {
        return new Problem(
                ProblemCode.QUEUE_STUCK,
                COMPONENT,
                "take turns in controller " + pulse.name() + " of " + component.account(),
                pulse.waiting() + " keys are due, " + pulse.running()
                        + " turns are being taken, and none has come to its end",
                since,
                Optional.empty(),
                Remedy.of(ProblemCode.QUEUE_STUCK.fix()));
    }

    private List<Problem> troubled(ResourceType kind, ObjectKey key, Trouble trouble) {
        var subject = new ProblemSubject(kind, key);
        String wish = "finish a turn over " + subject;
        String said = trouble.failure().what();
        if (trouble.failure() instanceof Failure.Forbidden) {
            List<MissingPermission> missing = MissingPermission.in(said, component.username(), key.namespace());
            if (!missing.isEmpty()) {
                return missing.stream()
                        .map(permission -> problem(
                                ProblemCode.PERMISSION_MISSING, subject, wish, trouble, Remedy.grant(permission)))
                        .toList();
            }
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
