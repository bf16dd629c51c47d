package dev.supercargo.golden;

import dev.supercargo.decisions.admission.AdmissionReview;
import dev.supercargo.decisions.admission.AdmissionRules;
import dev.supercargo.decisions.admission.AdmissionSettings;
import dev.supercargo.decisions.admission.AdmissionVerdict;
import dev.supercargo.decisions.admission.Caller;
import dev.supercargo.decisions.admission.Lookups;
import dev.supercargo.decisions.admission.NameSource;
import dev.supercargo.decisions.promotion.TargetFreight;
import dev.supercargo.decisions.stage.ArgoContext;
import dev.supercargo.decisions.steps.CheckAgain;
import dev.supercargo.decisions.steps.RetryPolicy;
import dev.supercargo.decisions.steps.StepRecord;
import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.FreightReference;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionStep;
import dev.supercargo.model.PromotionStepRetry;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
            case "inflate" -> Verdict.compare(expect, inflated(given));
            case "argocd-context" -> Verdict.compare(expect, argoContext(given));
            case "reconcile" -> Verdict.compare(expect, PromotionReconcile.run(given));
            default -> Verdict.unsupported(op);
        };
    }

    /// What admission makes of a Promotion to a Stage with these steps.
    private static Map<String, Object> inflated(Map<String, Object> given) {
        Map<String, Object> spec = Json.object(given, "promotion", "spec");
        var objects = new ArrayList<Object>();
        Json.list(given, "tasks").forEach(task -> objects.add(task(task)));
        Map<String, Object> stage =
                KubeObject.named(Kinds.STAGE, new ObjectKey("p", "s")).tree();
        Json.put(stage, Json.list(spec, "steps"), "spec", "promotionTemplate", "spec", "steps");
        Json.put(stage, Json.list(spec, "vars"), "spec", "promotionTemplate", "spec", "vars");
        objects.add(stage);
        KubeObject promotion = KubeObject.named(Kinds.PROMOTION, new ObjectKey("p", "s.01.f"))
                .with("s", "spec", "stage")
                .with("f", "spec", "freight")
                .with(Json.list(spec, "steps"), "spec", "steps");
        var review = new AdmissionReview(
                Kinds.PROMOTION,
                "",
                AdmissionReview.Operation.CREATE,
                promotion,
                Optional.empty(),
                new Caller("jane", List.of()),
                false);
        var rules = new AdmissionRules(AdmissionSettings.in("kargo"), new Names());
        return switch (rules.mutate(review, new Objects(new ObjectsInMemory(objects)), Instant.EPOCH)) {
            case AdmissionVerdict.Accepted accepted ->
                Map.of("steps", Json.list(accepted.object().view(), "spec", "steps"));
            case AdmissionVerdict.Rejected(var refusal) -> {
                String message = Json.text(refusal.status(), "message").orElse("");
                yield Map.of("error", message.substring(Math.max(0, message.indexOf("inflate task steps"))));
            }
        };
    }

    private static Map<String, Object> task(Object task) {
        boolean ofCluster = Json.text(task, "kind").orElse("").equals("ClusterPromotionTask");
        String name = Json.text(task, "name").orElse("");
        KubeObject object = KubeObject.named(
                ofCluster ? Kinds.CLUSTER_PROMOTION_TASK : Kinds.PROMOTION_TASK,
                ofCluster ? ObjectKey.cluster(name) : new ObjectKey("p", name));
        return object.with(Json.object(task, "spec"), "spec").tree();
    }

    private static Map<String, Object> argoContext(Map<String, Object> given) {
        var result = new LinkedHashMap<String, Object>();
        Optional<String> value = Optional.of(Json.object(given, "promotion"))
                .filter(tree -> !tree.isEmpty())
                .map(tree -> Promotion.read(KubeObject.of(Json.copy(tree))))
                .flatMap(ArgoContext::of);
        Json.putNullable(result, "annotation", value.orElse(null));
        return result;
    }

    /// Names that do not matter here.
    private record Names() implements NameSource {
        @Override
        public String ulid() {
            return "01";
        }

        @Override
        public String alias() {
            return "alias";
        }
    }

    /// The objects of a case, as admission sees them.
    private record Objects(ObjectsInMemory kube) implements Lookups {
        @Override
        public Optional<KubeObject> find(ResourceType type, ObjectKey key) {
            return kube.get(type, key);
        }

        @Override
        public List<KubeObject> list(ResourceType type, String namespace, LabelSelector selector) {
            return kube.list(type, namespace, selector);
        }

        @Override
        public boolean mayPromote(Caller caller, ObjectKey stage) {
            return true;
        }
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
