package dev.supercargo.controllers.problems;

import dev.supercargo.access.Component;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.decisions.problem.ProblemSubject;
import dev.supercargo.decisions.problem.Remedy;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Components whose Lease nobody renews: no replica of them is at work. Seen by whoever may list Leases, so that it is
/// told also when no controller runs. Owned by the thread of its [ProblemWatch].
public final class LeaseWatch implements ProblemSource {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Kube kube;
    private final String home;
    private Instant next = Instant.MIN;
    private List<Problem> last = List.of();

    /// @param home the namespace in which the components live
    public LeaseWatch(Kube kube, String home) {
        this.kube = kube;
        this.home = home;
    }

    @Override
    public List<Problem> problems(Instant now) {
        if (!now.isBefore(next)) {
            next = now.plus(EVERY);
            try {
                last = kube.list(Kinds.LEASE, home, LabelSelector.EVERYTHING).stream()
                        .flatMap(lease -> lost(lease, now).stream())
                        .toList();
            } catch (WorldException e) {
                LOG.debug("cannot list Leases in {}: {}", home, e.getMessage());
            }
        }
        return last;
    }

    /// The problem of a Lease that a component of ours should renew and that has run out twice over.
    static Optional<Problem> lost(KubeObject lease, Instant now) {
        Optional<Component> component = Arrays.stream(Component.values())
                .filter(candidate -> lease.name().startsWith(candidate.account()))
                .findFirst();
        Optional<Instant> renewed = Json.text(lease.view(), "spec", "renewTime").flatMap(KubeObject::instant);
        long seconds = Json.at(lease.view(), "spec", "leaseDurationSeconds").orElse(0L) instanceof Number number
                ? number.longValue()
                : 0;
        return component.flatMap(who -> renewed.map(at -> at.plusSeconds(seconds))
                .filter(end -> end.plusSeconds(seconds).isBefore(now))
                .map(end -> new Problem(
                        ProblemCode.LEASE_LOST,
                        new ProblemSubject(Kinds.CLUSTER_CONFIG, ObjectKey.cluster("cluster")),
                        "see " + who.account() + " at work (" + who.purpose() + ")",
                        "nobody has renewed Lease " + lease.key() + " since " + renewed.get(),
                        end,
                        Optional.empty(),
                        Remedy.of(ProblemCode.LEASE_LOST.fix()))));
    }
}
