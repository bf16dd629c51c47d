package dev.supercargo.golden;

import dev.supercargo.decisions.promotion.PromotionContext;
import dev.supercargo.decisions.steps.RetryPolicy;
import dev.supercargo.decisions.steps.StepAnswer;
import dev.supercargo.decisions.steps.StepAnswer.Fault;
import dev.supercargo.decisions.steps.StepRecord;
import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Promotion;
import dev.supercargo.promotion.PassResult;
import dev.supercargo.promotion.PromotionIdentity;
import dev.supercargo.promotion.PromotionRun;
import dev.supercargo.promotion.PromotionRun.Progress;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepEngine;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.Workspace;
import dev.supercargo.promotion.Workspaces;
import dev.supercargo.promotion.config.ConfigSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Passes over steps that answer by script, at given times.
final class ScriptedPasses {
    private final Map<String, Object> given;
    private final Map<String, Integer> runs = new HashMap<>();
    private final List<Object> ran = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:10:00Z");

    private ScriptedPasses(Map<String, Object> given) {
        this.given = given;
    }

    static Verdict run(Map<String, Object> given, Map<String, Object> expect) throws Exception {
        Path base = Files.createTempDirectory("golden-passes-");
        var workspaces = new Workspaces(base);
        try {
            return new ScriptedPasses(given).passes(expect, workspaces.create("uid"));
        } finally {
            workspaces.remove("uid");
            Files.delete(base);
        }
    }

    private Verdict passes(Map<String, Object> expect, Workspace workspace) {
        var engine = new StepEngine(runners(), () -> now);
        PromotionRun run = promotionRun();
        var progress = new Progress(
                Json.at(given, "currentStep").orElse(0L) instanceof Long n ? n.intValue() : 0,
                Json.list(given, "stepExecutionMetadata").stream()
                        .map(m -> StepRecord.read(Json.asObject(m)))
                        .toList(),
                Json.object(given, "state"),
                List.of());
        var results = new ArrayList<Object>();
        for (Object pass : Json.list(given, "passes")) {
            now = now.plus(Json.text(pass, "after").flatMap(GoDuration::parse).orElse(Duration.ZERO));
            ran.clear();
            if (Json.at(pass, "cancelled").isPresent()) {
                Thread.currentThread().interrupt();
            }
            try {
                PassResult result = engine.pass(run, progress, workspace, _ -> {});
                results.add(tree(result));
                Progress after = result.progress();
                progress = new Progress(after.currentStep(), after.records(), after.state(), List.of());
                if (!result.phase().equals("Running")) {
                    break;
                }
            } catch (InterruptedException e) {
                results.add(Map.of("untouched", true));
                break;
            }
        }
        return Verdict.compare(
                Json.parse(withoutWording(Json.print(expect))),
                Json.parse(withoutWording(Json.print(Map.of("passes", results)))));
    }

    /// Where the language of expressions complains, its words may differ.
    private static String withoutWording(String json) {
        String word = "(?:[^\"\\\\]|\\\\.)*";
        return json.replaceAll("(error pre-processing promotion variable \\\\\"[^\"]*\\\\\": )" + word, "$1...")
                .replaceAll("(should be skipped: )(?!expression must)" + word, "$1...")
                .replaceAll("(failed to get step config: )(?!error pre|input is not)" + word, "$1...")
                .replaceAll("(all expressions enclosed in quotes\\?)" + word, "$1...");
    }

    private PromotionRun promotionRun() {
        var spec = new LinkedHashMap<String, Object>();
        spec.put("stage", "s");
        spec.put("freight", "f");
        spec.put("vars", Json.list(given, "vars"));
        spec.put("steps", Json.list(given, "steps"));
        Promotion promotion = Promotion.read(KubeObject.of(
                new LinkedHashMap<>(Map.of("metadata", Map.of("name", "s.01.f", "namespace", "p"), "spec", spec))));
        Freight freight = Freight.read(KubeObject.of(new LinkedHashMap<>(
                Map.of("metadata", Map.of("name", "f"), "origin", Map.of("kind", "Warehouse", "name", "w")))));
        return new PromotionRun(
                new PromotionIdentity("p", "s.01.f", "s"),
                promotion.spec().vars(),
                promotion.spec().steps(),
                PromotionContext.of(promotion, freight, ""),
                List::of);
    }

    private Map<String, Object> tree(PassResult result) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("phase", result.phase());
        tree.put("message", result.message());
        result.error().ifPresent(e -> tree.put("error", e));
        tree.put("currentStep", (long) result.progress().currentStep());
        result.checkAgain().ifPresent(wish -> tree.put("retryAfter", GoDuration.print(wish)));
        tree.put(
                "healthChecks",
                result.progress().healthChecks().stream()
                        .<Object>map(check -> String.valueOf(check.get("uses")))
                        .toList());
        tree.put("ran", List.copyOf(ran));
        tree.put("state", result.progress().state());
        tree.put(
                "steps",
                result.progress().records().stream().map(ScriptedPasses::tree).toList());
        return tree;
    }

    private static Object tree(StepRecord record) {
        Map<String, Object> tree = record.tree();
        tree.remove("startedAt");
        tree.remove("finishedAt");
        tree.put("status", record.status().word());
        String started = record.startedAt().isPresent() ? "started" : "";
        tree.put("times", started + (record.finishedAt().isPresent() ? "+finished" : ""));
        return tree;
    }

    private List<StepRunner> runners() {
        var runners = new ArrayList<StepRunner>();
        runners.add(new Scripted("step", RetryPolicy.ONCE, false));
        Json.object(given, "kinds")
                .forEach((kind, about) -> runners.add(new Scripted(
                        kind,
                        new RetryPolicy(
                                Json.at(about, "defaultErrorThreshold").orElse(1L) instanceof Long n ? n.intValue() : 1,
                                Json.text(about, "defaultTimeout").flatMap(GoDuration::parse)),
                        Json.at(about, "taskOutputPropagation").isPresent())));
        return runners;
    }

    /// A kind whose runs answer by script.
    private final class Scripted implements StepRunner {
        private final String kind;
        private final RetryPolicy policy;
        private final boolean propagates;

        Scripted(String kind, RetryPolicy policy, boolean propagates) {
            this.kind = kind;
            this.policy = policy;
            this.propagates = propagates;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public ConfigSchema schema() {
            return ConfigSchema.anything();
        }

        @Override
        public RetryPolicy retryPolicy() {
            return policy;
        }

        @Override
        public boolean propagatesOutputToTask() {
            return propagates;
        }

        @Override
        public StepOutcome run(StepContext context) {
            ran.add(new LinkedHashMap<String, Object>(
                    Map.of("alias", context.alias(), "config", context.config().tree())));
            List<Object> script = Json.list(given, "outcomes", context.alias());
            int turn = runs.merge(context.alias(), 1, Integer::sum);
            if (script.isEmpty()) {
                return StepOutcome.succeeded();
            }
            Object says = script.get(Math.min(turn, script.size()) - 1);
            Json.text(says, "panic").ifPresent(words -> {
                throw new IllegalStateException(words);
            });
            boolean wrapped = Json.at(says, "wrapped").isPresent();
            boolean terminal = wrapped || Json.at(says, "terminal").isPresent();
            return new StepOutcome.Reported(new StepAnswer(
                    Json.text(says, "status").orElse(""),
                    Json.text(says, "message").orElse(""),
                    Json.asObject(says).get("output"),
                    Json.text(says, "error").map(text -> new Fault(wrapped ? "outer: " + text : text, terminal)),
                    false,
                    Json.text(says, "retryAfter").flatMap(GoDuration::parse),
                    Json.text(says, "healthCheck").map(uses -> Map.of("uses", uses))));
        }
    }
}
