package dev.supercargo.decisions.health;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.HealthCheckStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Combines the answers of all health checks of a Stage (controllers.md 10.2): the worst state wins, issues and
/// findings
/// are kept in order.
public final class HealthAssessment {
    private HealthAssessment() {}

    /// Carries out the checks in order. `cancelled` is looked at before each one; once true, the rest is Unknown.
    public static Assessment assess(
            List<HealthCheckStep> checks, Map<String, HealthChecker> checkers, BooleanSupplier cancelled) {
        HealthState worst = HealthState.HEALTHY;
        var issues = new ArrayList<String>();
        var outputs = new ArrayList<Object>();
        var untrusted = new ArrayList<ObjectKey>();
        for (HealthCheckStep check : checks) {
            if (cancelled.getAsBoolean()) {
                worst = worst.or(HealthState.UNKNOWN);
                issues.add("context canceled");
                break;
            }
            HealthChecker.Finding finding = find(check, checkers);
            worst = worst.or(HealthState.parse(finding.state()).orElse(HealthState.HEALTHY));
            issues.addAll(finding.issues());
            finding.output().ifPresent(outputs::add);
            untrusted.addAll(finding.untrusted());
        }
        Optional<Object> output = outputs.isEmpty() ? Optional.empty() : Optional.of(outputs);
        return new Assessment(worst, issues, output, checks.size(), untrusted);
    }

    private static HealthChecker.Finding find(HealthCheckStep check, Map<String, HealthChecker> checkers) {
        HealthChecker checker = checkers.get(check.uses());
        return checker == null
                ? HealthChecker.Finding.of(
                        HealthState.UNKNOWN,
                        List.of("no health checker registered for health check kind \"" + check.uses() + "\""))
                : checker.check(check.config() instanceof Map<?, ?> map ? Json.asObject(map) : Map.of());
    }
}
