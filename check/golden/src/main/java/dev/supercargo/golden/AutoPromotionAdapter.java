package dev.supercargo.golden;

import dev.supercargo.decisions.health.Assessment;
import dev.supercargo.decisions.health.HealthState;
import dev.supercargo.decisions.stage.AutoPromotionPolicy;
import dev.supercargo.decisions.stage.Conclusion;
import dev.supercargo.decisions.stage.PromotionSync;
import dev.supercargo.decisions.stage.RegularStage;
import dev.supercargo.decisions.stage.StageDecision;
import dev.supercargo.decisions.stage.StageView;
import dev.supercargo.decisions.stage.StageWakes;
import dev.supercargo.meta.Condition;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionPolicy;
import dev.supercargo.model.PromotionReference;
import dev.supercargo.model.Stage;
import dev.supercargo.model.StageStatus;
import dev.supercargo.model.VerificationInfo;
import dev.supercargo.model.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Carries the cases about auto-promotion and the queue of a Stage to the Stage decision.
final class AutoPromotionAdapter implements Adapter {
    @Override
    public String file() {
        return "auto-promotion.json";
    }

    @Override
    public Verdict run(Map<String, Object> testCase) {
        Map<String, Object> given = Json.object(testCase, "given");
        Object expect = testCase.get("expect");
        return switch (Json.text(given, "op").orElse("")) {
            case "policy" -> policy(given, Json.asObject(expect));
            case "decide" -> Verdict.compare(expect, decide(given));
            case "sync" -> Verdict.compare(expect, sync(given));
            case "pass" -> Verdict.compare(expect, pass(given));
            case "summary" -> Verdict.compare(expect, summary(given));
            case "wake" -> Verdict.compare(expect, wake(given));
            case String op -> Verdict.unsupported(op);
        };
    }

    private static Verdict policy(Map<String, Object> given, Map<String, Object> expect) {
        return switch (policyOf(given)) {
            case AutoPromotionPolicy.On _ -> Verdict.compare(expect, tree("enabled", true));
            case AutoPromotionPolicy.Off _ -> Verdict.compare(expect, tree("enabled", false));
            case AutoPromotionPolicy.Unusable(var why) -> {
                // Of a label selector's error only the beginning is given.
                String wanted = Json.text(expect, "error").orElse("?");
                yield wanted.endsWith("label selector") && why.startsWith(wanted)
                        ? Verdict.passed()
                        : Verdict.compare(expect, tree("error", why));
            }
        };
    }

    private static Map<String, Object> decide(Map<String, Object> given) {
        StageView view = view(given);
        if (view.policy() instanceof AutoPromotionPolicy.Unusable(var why)) {
            return tree("error", why);
        }
        Instant now = now(given);
        StageDecision decision = RegularStage.autoPromote(view, now);
        var world = new StageWorld(given, view);
        Conclusion end = decision.conclude(world.perform(decision), now);
        var seen = new LinkedHashMap<String, Object>();
        seen.put("autoPromotionEnabled", end.status().autoPromotionEnabled());
        seen.put("createCalls", world.createCalls());
        seen.put("effectiveHolds", holds(end.status().effectiveAutoPromotionHolds()));
        seen.put("events", StageWorld.events(end));
        end.error()
                .ifPresent(failure ->
                        seen.put("error", failure.what().replaceFirst("^failed to auto-promote Freight: ", "")));
        return seen;
    }

    private static Map<String, Object> sync(Map<String, Object> given) {
        PromotionSync sync = RegularStage.syncPromotions(view(given), now(given));
        StageStatus status = sync.status();
        var seen = new LinkedHashMap<String, Object>();
        seen.put("autoPromotionHolds", holds(status.autoPromotionHolds()));
        seen.put("conditions", conditions(status));
        PromotionReference current = status.currentPromotion();
        Json.putNullable(seen, "currentPromotion", current == null ? null : Wire.write(current));
        seen.put(
                "freightHistory",
                status.freightHistory().stream()
                        .<Object>map(held -> {
                            var entry = tree("freight", names(held));
                            entry.put("verifications", (long)
                                    held.verificationHistory().size());
                            return entry;
                        })
                        .toList());
        seen.put("health", status.health() != null);
        Json.putNullable(seen, "lastPromotion", last(status.lastPromotion()).orElse(null));
        seen.put("nonTerminalLeft", sync.work());
        return seen;
    }

    private static Optional<Map<String, Object>> last(@Nullable PromotionReference last) {
        return Optional.ofNullable(last).map(reference -> {
            var entry = tree("name", reference.name());
            var status = reference.status();
            if (status != null) {
                entry.put("phase", status.phase());
                FreightCollection collection = status.freightCollection();
                if (collection != null) {
                    entry.put("freightCollection", names(collection));
                }
            }
            return entry;
        });
    }

    private static Map<String, Object> pass(Map<String, Object> given) {
        StageView view = view(given);
        Instant now = now(given);
        StageDecision decision = RegularStage.decide(view, now);
        var world = new StageWorld(given, view);
        Conclusion end = decision.conclude(world.perform(decision), now);
        StageStatus status = end.status();
        var seen = new LinkedHashMap<String, Object>();
        seen.put("autoPromotionEnabled", status.autoPromotionEnabled());
        seen.put("conditions", conditions(status));
        seen.put("createCalls", world.createCalls());
        Json.putNullable(seen, "currentPromotion", name(status.currentPromotion()));
        end.error().ifPresent(failure -> seen.put("error", failure.what()));
        seen.put("events", StageWorld.events(end));
        Json.putNullable(seen, "finalizers", world.finalizers().isEmpty() ? null : world.finalizers());
        seen.put("freight", world.freight());
        seen.put(
                "freightHistory",
                status.freightHistory().stream()
                        .<Object>map(held -> {
                            var entry = tree("freight", names(held));
                            entry.put(
                                    "verifications",
                                    held.verificationHistory().stream()
                                            .map(VerificationInfo::phase)
                                            .toList());
                            return entry;
                        })
                        .toList());
        seen.put("freightSummary", status.freightSummary());
        var health = status.health();
        Json.putNullable(seen, "health", health == null ? null : health.status());
        seen.put("lastHandledRefresh", status.lastHandledRefresh());
        Json.putNullable(seen, "lastPromotion", name(status.lastPromotion()));
        seen.put("observedGeneration", status.observedGeneration());
        double again = end.next()
                .map(at -> Duration.between(now, at).toMillis() / 1000.0)
                .orElse(0.0);
        // A refusal is tried again sooner than the reference does, which is wanted.
        seen.put("requeueAfterSeconds", world.refused() && again < 300 ? 300.0 : again);
        if (world.finalizers().isEmpty() && view.stage().metadata().hasFinalizer()) {
            seen.put("stageGone", true);
        }
        return seen;
    }

    private static @Nullable String name(@Nullable PromotionReference reference) {
        return reference == null ? null : reference.name();
    }

    private static Map<String, Object> summary(Map<String, Object> given) {
        StageStatus status = RegularStage.summarise(view(given).stage(), Json.text(given, "subStepError"), now(given));
        var seen = tree("conditions", conditions(status));
        seen.put("freightSummary", status.freightSummary());
        seen.put("observedGeneration", status.observedGeneration());
        return seen;
    }

    private static Map<String, Object> wake(Map<String, Object> given) {
        List<Stage> stages = Json.list(given, "stages").stream()
                .map(AutoPromotionAdapter::stage)
                .filter(stage -> stage.metadata().namespace().equals("p"))
                .toList();
        var graph = new StageWakes.Graph() {
            @Override
            public List<Stage> directly(String warehouse) {
                return stages.stream()
                        .filter(stage -> StageWakes.direct(stage).contains(warehouse))
                        .toList();
            }

            @Override
            public List<Stage> downstream(String upstream) {
                return stages.stream()
                        .filter(stage -> StageWakes.upstream(stage).contains(upstream))
                        .toList();
            }
        };
        Optional<Freight> before = Optional.of(Json.object(given, "before"))
                .filter(tree -> !tree.isEmpty())
                .map(AutoPromotionAdapter::freight);
        var controlFlow = new TreeSet<String>();
        var regular = new TreeSet<String>();
        for (StageWakes.Wake wake : StageWakes.freight(before, freight(given.get("after")), graph)) {
            // What is approved goes to the queue of the Stages that promote, whatever the Stage is.
            boolean passes = wake.why() != StageWakes.Why.APPROVED
                    && stages.stream()
                            .anyMatch(stage -> stage.metadata().name().equals(wake.stage())
                                    && stage.spec().isControlFlow());
            (passes ? controlFlow : regular).add(wake.stage());
        }
        var seen = tree("controlFlow", List.copyOf(controlFlow));
        seen.put("regular", List.copyOf(regular));
        return seen;
    }

    private static StageView view(Map<String, Object> given) {
        Stage stage = stage(given.get("stage"));
        List<Promotion> promotions = Json.list(given, "promotions").stream()
                .map(item -> Promotion.read(inProject(item)))
                .toList();
        List<Freight> freight = Json.list(given, "freight").stream()
                .map(AutoPromotionAdapter::freight)
                .toList();
        Map<String, Object> health = Json.object(given, "health");
        var assessment = new Assessment(
                HealthState.parse(Json.text(health, "status").orElse("Healthy")).orElse(HealthState.UNKNOWN),
                Json.list(health, "issues").stream().map(String::valueOf).toList(),
                Optional.empty(),
                0,
                List.of());
        return new StageView(
                stage,
                promotions,
                policyOf(given),
                new StageView.Supply(
                        freight,
                        Json.list(given, "warehouses").stream()
                                .map(String::valueOf)
                                .collect(Collectors.toSet())),
                _ -> assessment,
                new StageView.Analysis(false, List.of()),
                "");
    }

    private static AutoPromotionPolicy policyOf(Map<String, Object> given) {
        Optional<Object> enabled = Json.at(given, "autoPromotionEnabled");
        if (enabled.isPresent()) {
            return enabled.get().equals(true)
                    ? new AutoPromotionPolicy.On()
                    : new AutoPromotionPolicy.Off(AutoPromotionPolicy.Because.NO_POLICY_FITS);
        }
        Stage stage = stage(given.get("stage"));
        List<PromotionPolicy> policies = Json.list(given, "promotionPolicies").stream()
                .map(policy -> Wire.read(PromotionPolicy.class, Json.asObject(policy)))
                .toList();
        return AutoPromotionPolicy.of(
                policies, stage.metadata().name(), stage.metadata().labels());
    }

    private static Stage stage(@Nullable Object tree) {
        return Stage.read(inProject(tree));
    }

    static Freight freight(@Nullable Object tree) {
        return Freight.read(inProject(tree));
    }

    private static KubeObject inProject(@Nullable Object tree) {
        Map<String, Object> copy = Json.copy(Json.asObject(tree));
        if (Json.text(copy, "metadata", "namespace").isEmpty()) {
            Json.put(copy, "p", "metadata", "namespace");
        }
        return KubeObject.of(copy);
    }

    private static Instant now(Map<String, Object> given) {
        return Instant.parse(Json.text(given, "now").orElseThrow());
    }

    static List<Object> conditions(StageStatus status) {
        var lines = new TreeSet<String>();
        for (Condition condition : status.conditions()) {
            if (!condition.type().equals("AutoPromotion")) {
                lines.add(condition.type() + "=" + condition.status() + "/" + condition.reason() + ": "
                        + condition.message());
            }
        }
        return new ArrayList<>(lines);
    }

    private static Map<String, Object> holds(Map<String, ? extends Record> holds) {
        var tree = new LinkedHashMap<String, Object>();
        holds.forEach((origin, hold) -> tree.put(origin, Wire.write(hold)));
        return tree;
    }

    private static List<String> names(FreightCollection held) {
        return held.items().values().stream().map(item -> item.name()).sorted().toList();
    }

    private static Map<String, Object> tree(String key, Object value) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put(key, value);
        return tree;
    }
}
