package dev.supercargo.decisions.health;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.ObjectKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks Argo CD Applications, as the step `argocd-update` asks for (controllers.md 10.3).
public final class ArgoCdHealth implements HealthChecker {
    /// The name under which the check is registered.
    public static final String USES = "argocd-update";

    private final Optional<ArgoApplications> applications;
    private final String defaultNamespace;

    private ArgoCdHealth(Optional<ArgoApplications> applications, String defaultNamespace) {
        this.applications = applications;
        this.defaultNamespace = defaultNamespace;
    }

    /// Looks at these Applications; those that a check names without a namespace are in `defaultNamespace`.
    public static ArgoCdHealth over(ArgoApplications applications, String defaultNamespace) {
        return new ArgoCdHealth(Optional.of(applications), defaultNamespace);
    }

    /// There is no Argo CD: every answer is Unknown.
    public static ArgoCdHealth disabled() {
        return new ArgoCdHealth(Optional.empty(), "");
    }

    /// The Applications that a check will look up, so that they can be read beforehand.
    public static List<ObjectKey> named(Map<String, Object> config, String defaultNamespace) {
        return switch (ArgoCheckInput.parse(config)) {
            case ArgoCheckInput.Apps(var apps) ->
                apps.stream()
                        .filter(app -> !app.name().isEmpty())
                        .map(app -> app.key(defaultNamespace))
                        .toList();
            case ArgoCheckInput.Malformed _ -> List.of();
        };
    }

    @Override
    public Finding check(Map<String, Object> config) {
        if (applications.isEmpty()) {
            return Finding.of(
                    HealthState.UNKNOWN,
                    List.of("Argo CD integration is disabled on this controller; cannot assess the health or sync"
                            + " status of Argo CD Applications"));
        }
        return switch (ArgoCheckInput.parse(config)) {
            case ArgoCheckInput.Malformed(var why) ->
                Finding.of(
                        HealthState.UNKNOWN,
                        List.of("could not convert opaque input into argocd-update health check input: " + why));
            case ArgoCheckInput.Apps(var apps) -> check(apps, applications.get());
        };
    }

    private Finding check(List<ArgoCheckInput.App> apps, ArgoApplications known) {
        HealthState worst = HealthState.HEALTHY;
        var issues = new ArrayList<String>();
        var statuses = new ArrayList<Object>();
        var untrusted = new ArrayList<ObjectKey>();
        for (ArgoCheckInput.App app : apps) {
            String namespace = app.namespace().isEmpty() ? defaultNamespace : app.namespace();
            String title = "Argo CD Application \"" + app.name() + "\" in namespace \"" + namespace + "\"";
            ArgoApplications.Lookup lookup =
                    app.name().isEmpty() ? new ArgoApplications.Lookup.Missing() : known.find(app.key(namespace));
            ArgoApplicationHealth health = ArgoApplicationHealth.of(title, app, lookup);
            worst = worst.or(health.state());
            issues.addAll(health.issues());
            if (health.untrusted()) {
                untrusted.add(app.key(namespace));
            }
            var entry = new LinkedHashMap<String, Object>();
            entry.put("Namespace", namespace);
            entry.put("Name", app.name());
            entry.putAll(health.status());
            statuses.add(entry);
        }
        var output = new LinkedHashMap<String, Object>();
        output.put("applicationStatuses", statuses);
        return new Finding(worst.word(), issues, Optional.of(Json.asObject(output)), untrusted);
    }
}
