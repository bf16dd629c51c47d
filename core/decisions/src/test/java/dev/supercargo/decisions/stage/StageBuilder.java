package dev.supercargo.decisions.stage;

import dev.supercargo.decisions.health.Assessment;
import dev.supercargo.decisions.health.HealthState;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.AnalysisRun;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A Stage `s` of Project `p` that takes Freight of Warehouse `w` from Stage `u`, with the Freight,
/// Promotions and runs
/// around it. Freight is discovered in the order in which it is added.
final class StageBuilder {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Map<String, Object> stage =
            tree("metadata: {name: s, namespace: p, uid: u1, generation: 2, finalizers:"
                    + " [kargo.akuity.io/finalizer]}\nspec: {requestedFreight: [{origin: {kind: Warehouse, name: w}, sources:"
                    + " {stages: [u]}}], promotionTemplate: {spec: {steps: [{uses: x}]}}}\n");
    private final List<Freight> freight = new ArrayList<>();
    private final List<Promotion> promotions = new ArrayList<>();
    private final List<AnalysisRun> runs = new ArrayList<>();
    private AutoPromotionPolicy policy = new AutoPromotionPolicy.On();
    private HealthState health = HealthState.HEALTHY;
    private boolean analysis = true;

    static StageBuilder stage() {
        return new StageBuilder();
    }

    StageBuilder with(String yaml, String... path) {
        Json.put(stage, Yaml.parse(yaml), path);
        return this;
    }

    StageBuilder direct() {
        return sources("{direct: true}");
    }

    StageBuilder sources(String yaml) {
        return with("[{origin: {kind: Warehouse, name: w}, sources: " + yaml + "}]", "spec", "requestedFreight");
    }

    StageBuilder controlFlow() {
        Json.object(stage, "spec").remove("promotionTemplate");
        return this;
    }

    StageBuilder freight(String name, String status) {
        return freight(name, "w", status);
    }

    StageBuilder freight(String name, String warehouse, String status) {
        Map<String, Object> piece = tree("metadata: {name: " + name
                + ", namespace: p}\norigin: {kind: Warehouse, name: " + warehouse + "}\nstatus: " + status + "\n");
        Json.put(piece, NOW.minusSeconds(36_000 - freight.size()).toString(), "discoveredAt");
        freight.add(Freight.read(KubeObject.of(piece)));
        return this;
    }

    /// Freight that upstream has verified.
    StageBuilder available(String... names) {
        for (String name : names) {
            freight(name, "{verifiedIn: {u: {verifiedAt: 2026-03-01T10:00:00Z}}}");
        }
        return this;
    }

    /// What the Stage holds, with the phases of its verifications, newest first.
    StageBuilder holds(String name, String... phases) {
        var history = new ArrayList<String>();
        for (int i = 0; i < phases.length; i++) {
            history.add("{id: v" + i + ", phase: " + phases[i] + "}");
        }
        return with(
                        "[{id: c, items: {Warehouse/w: {name: " + name
                                + ", origin: {kind: Warehouse, name: w}}}, verificationHistory: ["
                                + String.join(", ", history) + "]}]",
                        "status",
                        "freightHistory")
                .with(
                        "{name: s.00.x, finishedAt: 2026-03-01T11:00:00Z, status: {phase: Succeeded}}",
                        "status",
                        "lastPromotion");
    }

    StageBuilder promotion(String name, String freightName, String phase) {
        return promotion(name, freightName, "{phase: " + phase + "}", "{}");
    }

    StageBuilder promotion(String name, String freightName, String status, String annotations) {
        promotions.add(Promotion.read(KubeObject.of(tree("metadata: {name: " + name + ", namespace: p, annotations: "
                + annotations + "}\nspec: {stage: s, freight: " + freightName + ", steps: []}\nstatus: " + status
                + "\n"))));
        return this;
    }

    StageBuilder run(String yaml) {
        runs.add(AnalysisRun.read(KubeObject.of(tree(yaml))));
        return this;
    }

    StageBuilder policy(AutoPromotionPolicy value) {
        policy = value;
        return this;
    }

    StageBuilder health(HealthState value) {
        health = value;
        return this;
    }

    StageBuilder withoutAnalysis() {
        analysis = false;
        return this;
    }

    StageView view() {
        HealthState state = health;
        return new StageView(
                Stage.read(KubeObject.of(Json.copy(stage))),
                promotions,
                policy,
                new StageView.Supply(freight, Set.of("w", "x")),
                checks -> new Assessment(state, List.of(), Optional.empty(), checks.size(), List.of()),
                new StageView.Analysis(analysis, runs),
                "stage-controller");
    }

    StageDecision decide() {
        return StageDecision.decide(view(), NOW);
    }

    /// The turn where every effect succeeds.
    Conclusion conclude() {
        StageDecision decision = decide();
        return decision.conclude(
                decision.effects().stream().map(StageBuilder::success).toList(), NOW);
    }

    static Outcome success(StageEffect effect) {
        return switch (effect) {
            case StageEffect.CreatePromotion(var _, var name) ->
                new Outcome.Created(KubeObject.of(tree("metadata: {name: s.99." + name + ", namespace: p}")));
            case StageEffect.StartAnalysisRun(var order) ->
                new Outcome.Created(KubeObject.of(tree("metadata: {name: " + order.name() + ", namespace: p}")));
            default -> new Outcome.Done();
        };
    }

    private static Map<String, Object> tree(String yaml) {
        return Json.asObject(Yaml.parse(yaml));
    }
}
