package dev.supercargo.decisions.stage;

import dev.supercargo.meta.Json;
import dev.supercargo.model.HealthCheckStep;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The Argo CD Applications that a Promotion concerned, as the annotation `argocd-context` lists them for links
/// (controllers.md 7.5).
public final class ArgoContext {
    private static final Set<String> STEPS = Set.of("argocd-update", "argocd-wait");

    private ArgoContext() {}

    /// The value of the annotation, or empty where no Application was concerned.
    public static Optional<String> of(Promotion promotion) {
        var applications = new LinkedHashSet<Map<String, Object>>();
        for (PromotionStep step : promotion.spec().steps()) {
            if (STEPS.contains(step.uses())) {
                collect(Json.at(promotion.status().state(), step.as(), "apps"), applications);
            }
        }
        for (HealthCheckStep check : promotion.status().healthChecks()) {
            collect(Json.at(check.config(), "apps"), applications);
        }
        return applications.isEmpty() ? Optional.empty() : Optional.of(Json.print(new ArrayList<Object>(applications)));
    }

    private static void collect(Optional<Object> apps, Set<Map<String, Object>> into) {
        for (Object app : apps.filter(List.class::isInstance).map(Json::asList).orElse(List.of())) {
            String name = Json.text(app, "name").orElse("");
            if (!name.isEmpty()) {
                var entry = new LinkedHashMap<String, Object>();
                entry.put("name", name);
                entry.put("namespace", Json.text(app, "namespace").orElse(""));
                into.add(entry);
            }
        }
    }
}
