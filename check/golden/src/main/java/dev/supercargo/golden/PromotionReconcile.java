package dev.supercargo.golden;

import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.controllers.promotion.PromotionFunctions;
import dev.supercargo.controllers.promotion.PromotionSettings;
import dev.supercargo.controllers.promotion.PromotionTurn;
import dev.supercargo.decisions.steps.RetryPolicy;
import dev.supercargo.decisions.steps.StepRecord;
import dev.supercargo.kube.client.Turn;
import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.PromotionStep;
import dev.supercargo.promotion.Engine;
import dev.supercargo.promotion.PassResult;
import dev.supercargo.promotion.PromotionRun;
import dev.supercargo.promotion.PromotionRun.Progress;
import dev.supercargo.promotion.Workspace;
import dev.supercargo.promotion.Workspaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/// One look at one Promotion whose engine answers by script.
final class PromotionReconcile implements Engine {
    private static final String UID = "uid-1";
    private static final ObjectKey KEY = new ObjectKey("p", "s.01.f");

    private final Map<String, Object> given;
    private final Instant now;
    private final Map<String, Object> seen = new LinkedHashMap<>();

    private PromotionReconcile(Map<String, Object> given) {
        this.given = given;
        this.now = Instant.parse(Json.text(given, "now").orElseThrow());
    }

    static Map<String, Object> run(Map<String, Object> given) throws Exception {
        Path base = Files.createTempDirectory("golden-reconcile-");
        var workspaces = new Workspaces(base);
        try {
            return new PromotionReconcile(given).look(workspaces);
        } finally {
            workspaces.remove(UID);
            Files.delete(base);
        }
    }

    private Map<String, Object> look(Workspaces workspaces) throws InterruptedException {
        if (Json.at(given, "workingDirectoryExists").isPresent()) {
            workspaces.create(UID);
        }
        var objects = new ArrayList<Object>();
        add(objects, "promotion", "Promotion");
        add(objects, "stage", "Stage");
        add(objects, "freight", "Freight");
        var kube = new ObjectsInMemory(objects);
        var turn = new PromotionTurn(
                kube,
                this,
                workspaces,
                PromotionFunctions.NONE,
                new Announcer(kube, "promotion-controller", () -> now),
                PromotionSettings.usual(),
                () -> now);
        var result = new LinkedHashMap<String, Object>();
        result.put("engineCalled", false);
        result.put("requeueAfterSeconds", 0L);
        try {
            if (turn.take(KEY) instanceof Turn.Next.LookAgain(var at)) {
                result.put("requeueAfterSeconds", Duration.between(now, at).toSeconds());
            }
        } catch (WorldException e) {
            result.put("error", e.getMessage());
        }
        result.putAll(seen);
        result.put("workingDirectoryLeft", workspaces.find(UID).isPresent());
        tell(result, kube);
        return result;
    }

    private void add(List<Object> objects, String field, String kind) {
        Map<String, Object> tree = Json.copy(Json.object(given, field));
        if (!tree.isEmpty()) {
            tree.put("apiVersion", "kargo.akuity.io/v1alpha1");
            tree.put("kind", kind);
            Json.put(tree, "p", "metadata", "namespace");
            Json.put(tree, kind.equals("Promotion") ? UID : kind, "metadata", "uid");
            objects.add(tree);
        }
    }

    private static void tell(Map<String, Object> result, ObjectsInMemory kube) {
        Map<String, Object> promotion =
                kube.get(Kinds.PROMOTION, KEY).orElseThrow().tree();
        result.put("phase", Json.text(promotion, "status", "phase").orElse(""));
        result.put("message", Json.text(promotion, "status", "message").orElse(""));
        result.put("started", Json.at(promotion, "status", "startedAt").isPresent());
        result.put("finished", Json.at(promotion, "status", "finishedAt").isPresent());
        Json.text(promotion, "status", "lastHandledRefresh")
                .filter(token -> !token.isEmpty())
                .ifPresent(token -> result.put("lastHandledRefresh", token));
        var names = new TreeSet<String>();
        Json.object(promotion, "status", "freightCollection", "items")
                .values()
                .forEach(item -> names.add(Json.text(item, "name").orElse("")));
        if (!names.isEmpty()) {
            result.put("freightCollection", List.copyOf(names));
        }
        var steps = new ArrayList<Object>();
        for (Object step : Json.list(promotion, "status", "stepExecutionMetadata")) {
            steps.add(Map.of(
                    "alias", Json.text(step, "alias").orElse(""),
                    "status", Json.text(step, "status").orElse(""),
                    "finished", Json.at(step, "finishedAt").isPresent()));
        }
        result.put("steps", steps);
        kube.get(Kinds.STAGE, new ObjectKey("p", "s"))
                .flatMap(stage -> Optional.ofNullable(stage.annotations().get("kargo.akuity.io/reverify")))
                .ifPresent(value -> result.put("stageReverify", value));
        tellEvents(result, kube);
    }

    private static void tellEvents(Map<String, Object> result, ObjectsInMemory kube) {
        var events = new ArrayList<Object>();
        for (KubeObject object : kube.all()) {
            if (object.kind().equals("Event")) {
                Map<String, Object> event = object.tree();
                events.add("%s %s: %s".formatted(event.get("type"), event.get("reason"), event.get("message")));
                Optional.ofNullable(object.annotations().get("event.kargo.akuity.io/actor"))
                        .ifPresent(actor -> result.put("eventActor", actor));
            }
        }
        result.put("events", events);
    }

    @Override
    public PassResult pass(PromotionRun run, Progress from, Workspace workspace, Consumer<Progress> saved) {
        seen.put("engineCalled", true);
        seen.put("startFromStep", (long) from.currentStep());
        seen.put(
                "metadataHandedOver",
                from.records().stream().map(StepRecord::alias).toList());
        seen.put("stateHandedOver", List.copyOf(from.state().keySet()));
        seen.put("actor", Json.text(run.context(), "meta", "promotion", "actor").orElse(""));
        Map<String, Object> script = Json.object(given, "engine");
        Json.text(script, "panic").ifPresent(words -> {
            throw new IllegalStateException(words);
        });
        int current = Json.at(script, "currentStep").orElse(0L) instanceof Long n ? n.intValue() : 0;
        List<StepRecord> records = Json.list(script, "stepExecutionMetadata").stream()
                .map(m -> StepRecord.read(Json.asObject(m)))
                .toList();
        return new PassResult(
                Json.text(script, "phase").orElse(""),
                Json.text(script, "message").orElse(""),
                Json.text(script, "error"),
                new Progress(current, records, Map.of(), List.of()),
                Json.text(script, "retryAfter").flatMap(GoDuration::parse));
    }

    @Override
    public Optional<RetryPolicy> retryPolicy(PromotionStep step) {
        return Optional.of(RetryPolicy.ONCE);
    }
}
