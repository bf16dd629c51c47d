package dev.supercargo.golden;

import dev.supercargo.decisions.health.ArgoApplications;
import dev.supercargo.decisions.health.ArgoCdHealth;
import dev.supercargo.decisions.health.Assessment;
import dev.supercargo.decisions.health.HealthAssessment;
import dev.supercargo.decisions.health.HealthChecker;
import dev.supercargo.decisions.stage.AutoPromotionPolicy;
import dev.supercargo.decisions.stage.RegularStage;
import dev.supercargo.decisions.stage.StageDecision;
import dev.supercargo.decisions.stage.StageView;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Freight;
import dev.supercargo.model.HealthCheckStep;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.Stage;
import dev.supercargo.model.StageStatus;
import dev.supercargo.model.Wire;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Carries the cases about health to the assessment, and those about a Stage to the Stage decision.
final class HealthAdapter implements Adapter {
    private static final Instant NOW = Instant.parse("2026-04-01T12:00:00Z");

    @Override
    public String file() {
        return "health.json";
    }

    @Override
    public Verdict run(Map<String, Object> testCase) {
        Map<String, Object> given = Json.object(testCase, "given");
        Map<String, Object> expect = Json.object(testCase, "expect");
        var checkers = checkers(given);
        var seen = new LinkedHashMap<String, Object>();
        if (given.containsKey("stage")) {
            StageStatus status = turn(Json.object(given, "stage"), checkers);
            var health = status.health();
            Json.putNullable(seen, "health", health == null ? null : Wire.write(health));
            seen.put(
                    "conditions",
                    Json.list(expect, "conditions").stream()
                            .map(wanted ->
                                    condition(status, Json.text(wanted, "type").orElse("")))
                            .toList());
        } else {
            List<HealthCheckStep> checks = Json.list(given, "checks").stream()
                    .map(check -> Wire.read(HealthCheckStep.class, Json.asObject(check)))
                    .toList();
            boolean cancelled = Boolean.TRUE.equals(given.get("cancelled"));
            Assessment assessment = HealthAssessment.assess(checks, checkers, () -> cancelled);
            seen.put("health", Wire.write(assessment.health()));
            if (!assessment.untrusted().isEmpty()) {
                seen.put(
                        "refreshRequested",
                        assessment.untrusted().stream()
                                .map(key -> key + "=hard")
                                .toList());
            }
        }
        return Verdict.compare(cleaned(expect), cleaned(seen));
    }

    private static Object condition(StageStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst()
                .<Object>map(condition -> {
                    var tree = new LinkedHashMap<String, Object>();
                    tree.put("type", type);
                    tree.put("status", condition.status());
                    tree.put("reason", condition.reason());
                    tree.put("message", condition.message());
                    return tree;
                })
                .orElse("absent");
    }

    private static Map<String, HealthChecker> checkers(Map<String, Object> given) {
        var checkers = new LinkedHashMap<String, HealthChecker>();
        for (Object check : Json.list(given, "checks")) {
            String uses = Json.text(check, "uses").orElse("");
            if (uses.startsWith("fixed-")) {
                checkers.put(
                        uses,
                        config -> new HealthChecker.Finding(
                                uses.substring("fixed-".length()),
                                Json.list(config, "issues").stream()
                                        .map(String::valueOf)
                                        .toList(),
                                Json.at(config, "output"),
                                List.of()));
            }
        }
        boolean argo = !Boolean.FALSE.equals(given.get("argocdIntegration"));
        checkers.put(
                ArgoCdHealth.USES, argo ? ArgoCdHealth.over(applications(given), "argocd") : ArgoCdHealth.disabled());
        return checkers;
    }

    private static ArgoApplications applications(Map<String, Object> given) {
        var known = new LinkedHashMap<ObjectKey, Map<String, Object>>();
        for (Object application : Json.list(given, "applications")) {
            Map<String, Object> tree = Json.asObject(application);
            known.put(KubeObject.of(tree).key(), tree);
        }
        return key -> {
            Map<String, Object> found = known.get(key);
            return found == null ? new ArgoApplications.Lookup.Missing() : new ArgoApplications.Lookup.Found(found);
        };
    }

    private static StageStatus turn(Map<String, Object> given, Map<String, HealthChecker> checkers) {
        String origin = "{\"kind\":\"Warehouse\",\"name\":\"w\"}";
        String freight = "{\"name\":\"f\",\"origin\":" + origin + "}";
        boolean succeeded =
                Json.text(given, "lastPromotion", "phase").orElse("").equals("Succeeded");
        var status = new LinkedHashMap<String, Object>();
        if (given.get("lastPromotion") != null) {
            status.put("lastPromotion", Json.parse("{\"name\":\"s.01.f\"}"));
            Json.put(status, given.get("lastPromotion"), "lastPromotion", "status");
        }
        if (succeeded) {
            status.put("freightHistory", Json.parse("[{\"id\":\"c\",\"items\":{\"Warehouse/w\":" + freight + "}}]"));
        }
        Map<String, Object> stage = Json.parseObject("{\"metadata\":{\"name\":\"s\",\"namespace\":\"p\",\"finalizers\":"
                + "[\"kargo.akuity.io/finalizer\"]},\"spec\":{\"requestedFreight\":[{\"origin\":" + origin
                + ",\"sources\":{\"direct\":true}}],\"promotionTemplate\":{\"spec\":{\"steps\":[{\"uses\":\"x\"}]}}}}");
        stage.put("status", status);
        List<Promotion> promotions = Optional.of(Json.object(given, "currentPromotion"))
                .filter(current -> !current.isEmpty())
                .map(HealthAdapter::promotion)
                .stream()
                .toList();
        var piece = Freight.read(KubeObject.of(
                Json.parseObject("{\"metadata\":{\"name\":\"f\",\"namespace\":\"p\"},\"origin\":" + origin + "}")));
        var view = new StageView(
                Stage.read(KubeObject.of(verifiedBefore(stage, !promotions.isEmpty()))),
                promotions,
                new AutoPromotionPolicy.Off(AutoPromotionPolicy.Because.NO_POLICY_FITS),
                new StageView.Supply(List.of(piece), Set.of("w")),
                checks -> HealthAssessment.assess(checks, checkers, () -> false),
                new StageView.Analysis(false, List.of()),
                "stage-controller");
        StageDecision decision = RegularStage.decide(view, NOW);
        return decision.conclude(new StageWorld(Map.of(), view).perform(decision), NOW)
                .status();
    }

    /// A Promotion only gets under way once what is held was verified.
    private static Map<String, Object> verifiedBefore(Map<String, Object> stage, boolean promoting) {
        if (promoting) {
            for (Object held : Json.list(stage, "status", "freightHistory")) {
                Json.asObject(held).put("verificationHistory", Json.parse("[{\"id\":\"v\",\"phase\":\"Successful\"}]"));
            }
        }
        return stage;
    }

    private static Promotion promotion(Map<String, Object> current) {
        Map<String, Object> tree = Json.parseObject(
                "{\"metadata\":{\"namespace\":\"p\"},\"spec\":{\"stage\":\"s\",\"freight\":\"g\"},\"status\":{}}");
        Json.put(tree, current.get("name"), "metadata", "name");
        Json.put(tree, current.get("phase"), "status", "phase");
        return Promotion.read(KubeObject.of(tree));
    }

    /// The tree without members that are empty objects: those of an Application's status come and go with the one who
    /// encodes it, and readers must not rely on them.
    private static @Nullable Object cleaned(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var kept = new LinkedHashMap<String, Object>();
                map.forEach((key, inner) -> {
                    Object clean = cleaned(inner);
                    if (!(clean instanceof Map<?, ?> members && members.isEmpty())) {
                        Json.putNullable(kept, String.valueOf(key), clean);
                    }
                });
                yield kept;
            }
            case List<?> list -> list.stream().map(HealthAdapter::cleaned).toList();
            case null -> null;
            default -> value;
        };
    }
}
