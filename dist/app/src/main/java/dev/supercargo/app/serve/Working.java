package dev.supercargo.app.serve;

import dev.supercargo.access.Component;
import dev.supercargo.app.MachineryCheck;
import dev.supercargo.controllers.problems.Machinery;
import dev.supercargo.controllers.problems.PermissionAudit;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.kube.client.RequestWatch;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The components of this process, and what each knows of its own troubles. Nothing here asks the API server, so that
/// it can be told whatever a component may not do.
final class Working {
    private final Clock clock;
    private final Map<Component, Machinery> parts = new ConcurrentHashMap<>();
    private final Map<Component, Supplier<Optional<String>>> leases = new ConcurrentHashMap<>();

    Working(Clock clock) {
        this.clock = clock;
    }

    void begun(Machinery part) {
        parts.put(part.component(), part);
    }

    void ended(Component component) {
        parts.remove(component);
    }

    /// @param trouble why its Lease cannot be had
    void leads(Component component, Supplier<Optional<String>> trouble) {
        leases.put(component, trouble);
    }

    private List<PermissionAudit> audits(Component component) {
        return Optional.ofNullable(parts.get(component)).map(Machinery::audits).orElse(List.of());
    }

    /// Has a component's audits ask at once when a request for its Lease was refused.
    RequestWatch refusals(Component component) {
        return new RequestWatch() {
            @Override
            public void refused(String grant, String words) {
                audits(component).forEach(PermissionAudit::again);
            }
        };
    }

    /// What a component's audits found missing, or why they cannot know; empty where all is well, and while it waits
    /// for its Lease.
    Optional<String> lacks(Component component) {
        Instant now = clock.instant();
        String words = audits(component).stream()
                .flatMap(audit -> Stream.concat(
                        audit.trouble().stream(), audit.problems(now).stream().map(Problem::sentence)))
                .collect(Collectors.joining("; "));
        return Optional.of(words).filter(text -> !text.isEmpty());
    }

    /// What is wrong with a component's machinery; nothing while it waits for its Lease.
    Optional<String> wrong(Component component, MachineryCheck check) {
        return Optional.ofNullable(parts.get(component)).flatMap(part -> check.wrong(part, clock.instant()));
    }

    /// The problems that this process knows of itself, by code and Project, in Prometheus' text form.
    String metrics() {
        Instant now = clock.instant();
        Map<String, Long> counts = parts.values().stream()
                .flatMap(part -> part.problems(now).stream())
                .collect(Collectors.groupingBy(
                        problem -> labels(problem.code(), problem.subject().project()),
                        TreeMap::new,
                        Collectors.counting()));
        long lost = leases.values().stream()
                .filter(trouble -> trouble.get().isPresent())
                .count();
        if (lost > 0) {
            counts.put(labels(ProblemCode.LEASE_LOST, ""), lost);
        }
        var text = new StringBuilder(
                "# HELP supercargo_problems Problems that the process knows of itself now.\n# TYPE supercargo_problems"
                        + " gauge\n");
        counts.forEach((labels, count) -> text.append("supercargo_problems{")
                .append(labels)
                .append("} ")
                .append(count)
                .append('\n'));
        return text.toString();
    }

    private static String labels(ProblemCode code, String project) {
        return "code=\"" + code.word() + "\",project=\"" + project + "\"";
    }
}
