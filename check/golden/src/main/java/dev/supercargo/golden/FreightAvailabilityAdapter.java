package dev.supercargo.golden;

import dev.supercargo.decisions.freight.Availability;
import dev.supercargo.decisions.freight.AvailableFreight;
import dev.supercargo.decisions.health.Assessment;
import dev.supercargo.decisions.health.HealthState;
import dev.supercargo.decisions.stage.AutoPromotionPolicy;
import dev.supercargo.decisions.stage.Conclusion;
import dev.supercargo.decisions.stage.ControlFlowStage;
import dev.supercargo.decisions.stage.FreightMark;
import dev.supercargo.decisions.stage.StageDecision;
import dev.supercargo.decisions.stage.StageEffect;
import dev.supercargo.decisions.stage.StageView;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightRequest;
import dev.supercargo.model.Labels;
import dev.supercargo.model.Stage;
import dev.supercargo.model.StageStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which Freight may go to a Stage.
final class FreightAvailabilityAdapter implements Adapter {
    @Override
    public String file() {
        return "freight-availability.json";
    }

    @Override
    public Verdict run(Map<String, Object> testCase) {
        Map<String, Object> given = Json.object(testCase, "given");
        String op = Json.text(given, "op").orElse("");
        if (op.equals("control-flow")) {
            return Verdict.compare(testCase.get("expect"), passedOn(given));
        }
        if (!op.equals("available")) {
            return Verdict.unsupported("op " + op);
        }
        Instant now = Instant.parse(Json.text(given, "now").orElse(""));
        Stage stage = Stage.read(placed(given.get("stage")));
        List<Freight> freight = Json.list(given, "freight").stream()
                .map(tree -> Freight.read(placed(tree)))
                .toList();
        var actual = new LinkedHashMap<String, Object>();
        actual.put(
                "available",
                freight.stream()
                        .filter(piece -> Availability.of(piece, stage, now).isAvailable())
                        .map(piece -> piece.metadata().name())
                        .sorted()
                        .<Object>map(name -> name)
                        .toList());
        Optional<String> obstacle = AvailableFreight.obstacle(
                stage,
                Json.list(given, "warehouses").stream().map(String::valueOf).collect(Collectors.toSet()));
        if (obstacle.isPresent()) {
            actual.put("listError", obstacle.get());
        } else {
            list(AvailableFreight.of(stage, freight, now), actual);
        }
        return Verdict.compare(testCase.get("expect"), actual);
    }

    private static void list(AvailableFreight available, Map<String, Object> actual) {
        actual.put(
                "listed",
                available.freight().stream()
                        .<Object>map(piece -> piece.metadata().name())
                        .toList());
        var candidates = new LinkedHashMap<String, Object>();
        for (FreightRequest request : available.stage().spec().requestedFreight()) {
            available
                    .candidate(request)
                    .ifPresent(piece -> candidates.put(
                            request.origin().key(), piece.metadata().name()));
        }
        actual.put("candidates", candidates);
    }

    /// One turn of a Stage that passes Freight on.
    private static Map<String, Object> passedOn(Map<String, Object> given) {
        Instant now = Instant.parse(Json.text(given, "now").orElse(""));
        KubeObject object = placed(given.get("stage"));
        Stage stage = Stage.read(object.with(List.of(Labels.FINALIZER), "metadata", "finalizers"));
        List<Freight> freight = Json.list(given, "freight").stream()
                .map(tree -> Freight.read(placed(tree)))
                .toList();
        Set<String> warehouses =
                Json.list(given, "warehouses").stream().map(String::valueOf).collect(Collectors.toSet());
        var view = new StageView(
                stage,
                List.of(),
                new AutoPromotionPolicy.Off(AutoPromotionPolicy.Because.NO_POLICY_FITS),
                new StageView.Supply(freight, warehouses),
                _ -> new Assessment(HealthState.HEALTHY, List.of(), Optional.empty(), 0, List.of()),
                new StageView.Analysis(false, List.of()),
                "");
        StageDecision decision = ControlFlowStage.decide(view, now);
        Conclusion end = decision.conclude(new StageWorld(given, view).perform(decision), now);
        StageStatus status = end.status();
        var actual = new LinkedHashMap<String, Object>();
        actual.put("conditions", AutoPromotionAdapter.conditions(status));
        actual.put("effectiveHolds", (long) status.effectiveAutoPromotionHolds().size());
        end.error().ifPresent(failure -> actual.put("error", failure.what()));
        actual.put("events", StageWorld.events(end));
        actual.put("freightSummary", status.freightSummary());
        actual.put(
                "historyCleared",
                status.freightHistory().isEmpty() && status.lastPromotion() == null && status.health() == null);
        actual.put(
                "newlyVerified",
                decision.effects().stream()
                        .filter(StageEffect.MarkFreight.class::isInstance)
                        .map(StageEffect.MarkFreight.class::cast)
                        .filter(effect -> effect.mark() instanceof FreightMark.Verified)
                        .map(StageEffect.MarkFreight::freight)
                        .sorted()
                        .<Object>map(name -> name)
                        .toList());
        actual.put("observedGeneration", status.observedGeneration());
        return actual;
    }

    private static KubeObject placed(@org.jspecify.annotations.Nullable Object tree) {
        KubeObject object = KubeObject.of(Json.copy(Json.asObject(tree)));
        return object.namespace().isEmpty() ? object.with("p", "metadata", "namespace") : object;
    }
}
