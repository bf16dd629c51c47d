package dev.supercargo.controllers.problems;

import dev.supercargo.access.Component;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.kube.client.Kube;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What components may do, asked by one of them on behalf of the others: somebody knows it also of those
/// that run in other processes, or do not run.
public final class InstallationAudit implements ProblemSource, AutoCloseable {
    private final Kube kube;
    private final Map<Component, PermissionAudit> audits = new LinkedHashMap<>();

    /// @param kube the API under an identity that may create SubjectAccessReviews
    /// @param home the namespace of the components
    /// @param others whom to ask about
    public InstallationAudit(Kube kube, String home, Collection<Component> others, InstantSource clock) {
        this.kube = kube;
        others.forEach(component -> audits.put(component, PermissionAudit.onBehalf(component, home, clock)));
    }

    /// Begins to ask.
    ///
    /// @param projects the Projects that work is done in
    public void start(Supplier<List<String>> projects) {
        audits.values().forEach(audit -> audit.start(kube, projects));
    }

    /// Asks anew, soon.
    public void again() {
        audits.values().forEach(PermissionAudit::again);
    }

    /// The audits, one per component.
    public List<PermissionAudit> audits() {
        return List.copyOf(audits.values());
    }

    @Override
    public List<Problem> problems(Instant now) {
        return audits.values().stream()
                .flatMap(audit -> audit.problems(now).stream())
                .toList();
    }

    @Override
    public void onChange(Runnable listener) {
        audits.values().forEach(audit -> audit.onChange(listener));
    }

    @Override
    public void close() {
        audits.values().forEach(PermissionAudit::close);
    }
}
