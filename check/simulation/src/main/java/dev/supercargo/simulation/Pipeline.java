package dev.supercargo.simulation;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// A random pipeline: Warehouses, and Stages that take from Warehouses and from Stages before them.
final class Pipeline {
    /// The name of the template that verifications use.
    static final String TEMPLATE = "check";

    private static final List<String> SOAKS = List.of("", "", "30s", "2m0s", "10m0s");

    private final Chance chance;
    private final List<String> warehouses = new ArrayList<>();
    private final List<String> stages = new ArrayList<>();
    /// What each Stage takes, by the names of Warehouses: those before it decide what may come after them.
    private final Map<String, List<String>> taken = new LinkedHashMap<>();

    Pipeline(Chance chance) {
        this.chance = chance;
        for (int i = chance.between(1, 3); i > 0; i--) {
            warehouses.add("w" + i);
        }
        int number = chance.between(2, 9);
        for (int i = 1; i <= number; i++) {
            stages.add("s" + i);
        }
    }

    List<String> warehouses() {
        return warehouses;
    }

    List<String> stages() {
        return stages;
    }

    /// Makes everything.
    void build(Api api) {
        api.place(
                Kinds.NAMESPACE,
                KubeObject.named(Kinds.NAMESPACE, ObjectKey.cluster(Api.PROJECT))
                        .with(Map.of(Labels.PROJECT, "true"), "metadata", "labels"));
        api.place(
                Kinds.PROJECT_CONFIG,
                object(Kinds.PROJECT_CONFIG, Api.PROJECT, Map.of("promotionPolicies", policies())));
        api.place(
                Kinds.ANALYSIS_TEMPLATE,
                object(
                        Kinds.ANALYSIS_TEMPLATE,
                        TEMPLATE,
                        Map.of(
                                "metrics",
                                List.of(Map.of("name", "m", "provider", Map.of("web", Map.of("url", "u")))))));
        warehouses.forEach(name -> api.place(Kinds.WAREHOUSE, warehouse(name)));
        stages.forEach(name -> api.place(Kinds.STAGE, stage(name)));
    }

    private static KubeObject object(dev.supercargo.meta.ResourceType type, String name, Map<String, Object> spec) {
        return KubeObject.named(type, Api.key(name)).with(Json.copy(spec), "spec");
    }

    private KubeObject warehouse(String name) {
        var subscriptions = new ArrayList<Object>();
        subscriptions.add(Map.of("git", Map.of("repoURL", Repositories.url(name), "branch", "main")));
        return object(
                Kinds.WAREHOUSE,
                name,
                Map.of(
                        "interval",
                        chance.oneIn(2) ? "5m0s" : "24h0m0s",
                        "freightCreationPolicy",
                        "Automatic",
                        "subscriptions",
                        subscriptions));
    }

    /// A Stage as somebody may define it, given the Stages before it in the list.
    KubeObject stage(String name) {
        List<String> before = stages.subList(0, stages.indexOf(name));
        var origins = new TreeSet<String>();
        origins.add(chance.of(warehouses));
        if (chance.oneIn(3)) {
            origins.add(chance.of(warehouses));
        }
        taken.put(name, List.copyOf(origins));
        var requests = new ArrayList<Object>();
        origins.forEach(origin -> requests.add(request(origin, before)));
        var spec = new LinkedHashMap<String, Object>();
        spec.put("requestedFreight", requests);
        if (!chance.oneIn(5)) {
            spec.put("promotionTemplate", Map.of("spec", Map.of("steps", steps())));
            if (chance.oneIn(3)) {
                spec.put("verification", Map.of("analysisTemplates", List.of(Map.of("name", TEMPLATE))));
            }
        }
        return object(Kinds.STAGE, name, spec);
    }

    private Map<String, Object> request(String warehouse, List<String> before) {
        var request = new LinkedHashMap<String, Object>();
        request.put("origin", Map.of("kind", "Warehouse", "name", warehouse));
        List<String> givers = before.stream()
                .filter(stage -> taken.getOrDefault(stage, List.of()).contains(warehouse))
                .toList();
        var sources = new LinkedHashMap<String, Object>();
        if (givers.isEmpty() || chance.oneIn(6)) {
            sources.put("direct", true);
        } else {
            var upstream = new TreeSet<String>();
            for (int i = chance.between(1, 3); i > 0; i--) {
                upstream.add(chance.of(givers));
            }
            sources.put("stages", new ArrayList<Object>(upstream));
            String soak = chance.of(SOAKS);
            if (!soak.isEmpty()) {
                sources.put("requiredSoakTime", soak);
            }
            if (chance.oneIn(2)) {
                sources.put("availabilityStrategy", chance.oneIn(2) ? "All" : "OneOf");
            }
            if (upstream.size() == 1 && chance.oneIn(6)) {
                sources.put("autoPromotionOptions", Map.of("selectionPolicy", "MatchUpstream"));
            }
        }
        request.put("sources", sources);
        return request;
    }

    private List<Object> steps() {
        var steps = new ArrayList<Object>();
        for (int i = chance.between(1, 3); i > 0; i--) {
            var step = new LinkedHashMap<String, Object>();
            step.put("uses", Work.KIND);
            if (chance.oneIn(3)) {
                step.put("retry", Map.of("errorThreshold", 3L, "timeout", "5m0s"));
            }
            if (chance.oneIn(8)) {
                step.put("continueOnError", true);
            }
            if (chance.oneIn(8)) {
                step.put("if", "${{ always() }}");
            }
            steps.add(step);
        }
        return steps;
    }

    /// Policies as somebody may set them: names first, a pattern last.
    List<Object> policies() {
        var policies = new ArrayList<Object>();
        for (String stage : stages) {
            if (chance.oneIn(6)) {
                policies.add(Map.of("stageSelector", Map.of("name", stage), "autoPromotionEnabled", chance.oneIn(2)));
            }
        }
        if (!chance.oneIn(8)) {
            policies.add(Map.of("stageSelector", Map.of("name", "glob:*"), "autoPromotionEnabled", !chance.oneIn(10)));
        }
        return policies;
    }
}
