package dev.supercargo.golden;

import dev.supercargo.decisions.promotion.TargetFreight;
import dev.supercargo.decisions.steps.CheckAgain;
import dev.supercargo.decisions.steps.RetryPolicy;
import dev.supercargo.decisions.steps.StepRecord;
import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.FreightReference;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionStep;
import dev.supercargo.model.PromotionStepRetry;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `steps-engine.json`: passes over scripted steps, and what the Promotion's turn makes of them.
final class StepEngineAdapter implements Adapter {
    @Override
    public String file() {
        return "steps-engine.json";
    }

    @Override
    public Verdict run(Map<String, Object> testCase) throws Exception {
        Map<String, Object> given = Json.object(testCase, "given");
        Object expect = testCase.get("expect");
        String op = Json.text(given, "op").orElse("");
        return switch (op) {
            case "run" -> ScriptedPasses.run(given, Json.asObject(expect));
            case "requeue" -> Verdict.compare(expect, requeue(given));
            case "freight-collection" -> Verdict.compare(expect, collection(given));
            case "reconcile" -> Verdict.compare(normal(Json.asObject(expect)), PromotionReconcile.run(given));
            default -> Verdict.unsupported(op);
        };
    }

    private static Map<String, Object> normal(Map<String, Object> expect) {
        return Json.copy(expect);
    }

    private static Map<String, Object> requeue(Map<String, Object> given) {
        Promotion promotion = Promotion.read(KubeObject.of(Json.copy(Json.object(given, "promotion"))));
        Instant now = Instant.parse(Json.text(given, "now").orElseThrow());
        int current = Math.toIntExact(promotion.status().currentStep());
        Optional<Duration> wish = Json.text(given, "suggested").flatMap(GoDuration::parse);
        Optional<Duration> timeout = Optional.empty();
        Optional<Instant> startedAt = Optional.empty();
        if (current >= 0 && current < promotion.spec().steps().size()) {
            PromotionStep step = promotion.spec().steps().get(current);
            timeout = policy(step).flatMap(RetryPolicy::timeout);
            startedAt = promotion.status().stepExecutionMetadata().stream()
                    .map(m -> StepRecord.read(Wire.write(m)))
                    .filter(record -> record.alias().equals(step.as()))
                    .findFirst()
                    .flatMap(StepRecord::startedAt);
        }
        return Map.of("seconds", CheckAgain.after(wish, startedAt, timeout, now).toSeconds());
    }

    private static Optional<RetryPolicy> policy(PromotionStep step) {
        Optional<Duration> limit = step.uses().equals("slow") ? Optional.of(Duration.ofMinutes(5)) : Optional.empty();
        if (!step.uses().equals("slow") && !step.uses().equals("plain")) {
            return Optional.empty();
        }
        PromotionStepRetry retry = step.retry();
        return Optional.of(RetryPolicy.of(
                retry == null ? 0 : retry.errorThreshold(),
                retry == null ? Optional.empty() : Optional.ofNullable(retry.timeout()),
                new RetryPolicy(1, limit)));
    }

    private static Map<String, Object> collection(Map<String, Object> given) {
        Stage stage = Stage.read(KubeObject.of(Json.copy(Json.object(given, "stage"))));
        FreightCollection collection =
                TargetFreight.collection(stage, Wire.read(FreightReference.class, Json.object(given, "target")));
        var items = new LinkedHashMap<String, Object>();
        collection.items().forEach((origin, item) -> items.put(origin, item.name()));
        return Map.of("id", collection.id(), "items", items);
    }
}
