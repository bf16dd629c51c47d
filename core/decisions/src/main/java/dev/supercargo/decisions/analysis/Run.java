package dev.supercargo.decisions.analysis;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A run whose spec makes sense.
record Run(List<MetricSpec> metrics, boolean terminate, NameRules dryRun, NameRules retention, RunStatus status) {
    private static final int USUAL_RETENTION = 10;

    /// @throws IllegalArgumentException saying why it does not
    static Run parse(KubeObject run, List<MetricSpec> metrics) {
        Map<String, Object> spec = Json.object(run.view(), "spec");
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("no metrics specified");
        }
        var names = new HashSet<String>();
        for (int i = 0; i < metrics.size(); i++) {
            MetricSpec metric = metrics.get(i);
            Optional<String> fault =
                    names.add(metric.name()) ? metric.fault() : Optional.of("duplicate name '" + metric.name() + "'");
            if (fault.isPresent()) {
                throw new IllegalArgumentException("metrics[" + i + "]: " + fault.get());
            }
        }
        return new Run(
                metrics,
                Json.at(spec, "terminate").filter(Boolean.TRUE::equals).isPresent(),
                NameRules.of("dryRun", Json.list(spec, "dryRun"), metrics),
                NameRules.of("measurementRetention", Json.list(spec, "measurementRetention"), metrics),
                RunStatus.parse(Json.object(run.view(), "status")));
    }

    /// Whether it ends early: by request, or because a metric that counts has ended badly.
    boolean terminating() {
        return terminate
                || status.results().stream()
                        .anyMatch(result ->
                                !dryRun.concern(result.name()) && result.phase().spoils());
    }

    int kept(String metric) {
        return retention
                .limit(metric)
                .filter(limit -> limit > 0)
                .map(Math::toIntExact)
                .orElse(USUAL_RETENTION);
    }
}
