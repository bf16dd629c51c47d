package dev.supercargo.golden;

import com.sun.net.httpserver.HttpServer;
import dev.supercargo.decisions.selection.CommitFacts;
import dev.supercargo.decisions.selection.GitSelection;
import dev.supercargo.decisions.selection.SelectionException;
import dev.supercargo.decisions.selection.TagFacts;
import dev.supercargo.decisions.steps.StepAnswer;
import dev.supercargo.decisions.verification.RunDraft;
import dev.supercargo.decisions.verification.RunOrder;
import dev.supercargo.meta.Json;
import dev.supercargo.model.AnalysisTemplateSpec;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.GitSubscription;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Verification;
import dev.supercargo.model.Wire;
import dev.supercargo.promotion.StepRunner;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Places of expressions that have rules of their own: steps, Git subscriptions, arguments of verifications.
final class ExpressionPlaces {
    private static final List<StepRunner> RUNNERS = StepBench.runners(new ObjectsInMemory(List.of()));

    private ExpressionPlaces() {}

    static Verdict run(
            String place,
            Map<String, Object> given,
            Map<String, Object> expect,
            String source,
            String template,
            ExpressionWorld world)
            throws Exception {
        return switch (place) {
            case "json-parse", "yaml-parse", "toml-parse" -> parse(place, given, expect, source);
            case "http" -> http(given, expect);
            case "git-commit-filter" -> commitFilter(given, expect, source);
            case "git-tag-filter" -> tagFilter(given, expect, source);
            case "verification-arg" -> argument(given, expect, template, world);
            default -> Verdict.unsupported(place);
        };
    }

    private static Verdict parse(String kind, Map<String, Object> given, Map<String, Object> expect, String source)
            throws Exception {
        Optional<StepRunner> runner = StepBench.runner(RUNNERS, kind);
        if (runner.isEmpty()) {
            return Verdict.unsupported(kind);
        }
        try (var bench = new StepBench()) {
            bench.layOut(Map.of("in", Json.text(given, "document").orElse("")), Map.of());
            Map<String, Object> config =
                    Map.of("path", "in", "outputs", List.of(Map.of("name", "o", "fromExpression", source)));
            StepAnswer answer = bench.run(runner.get(), config, Map.of());
            if (answer.error().isPresent()) {
                return ExpressionNotation.failure(expect, answer.error().get().text(), phase(expect));
            }
            return Verdict.compare(
                    plain(expect.get("value")), Json.at(answer.output(), "o").orElse(null));
        }
    }

    private static String phase(Map<String, Object> expect) {
        return Json.text(expect, "phase").orElse("run");
    }

    /// Lists that count as nil are `null` or empty in an output.
    private static @Nullable Object plain(@Nullable Object expected) {
        if (expected instanceof Map<?, ?> map) {
            if (map.containsKey("$nil")) {
                return null;
            }
            var copy = new LinkedHashMap<String, @Nullable Object>();
            map.forEach((key, value) -> copy.put((String) key, plain(value)));
            return copy;
        }
        return expected;
    }

    private static Verdict http(Map<String, Object> given, Map<String, Object> expect) throws Exception {
        Map<String, Object> response = Json.object(given, "response");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = Json.text(response, "body").orElse("").getBytes(StandardCharsets.UTF_8);
            Json.object(response, "headers")
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, String.valueOf(value)));
            int status = ((Number) Json.at(response, "status").orElse(200L)).intValue();
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try (var bench = new StepBench()) {
            Map<String, Object> config = Json.copy(Json.object(given, "config"));
            config.put("url", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
            StepRunner runner = StepBench.runner(RUNNERS, "http").orElseThrow();
            return outcome(expect, bench.run(runner, config, Map.of()));
        } finally {
            server.stop(0);
        }
    }

    private static Verdict outcome(Map<String, Object> expect, StepAnswer answer) {
        String status = Json.text(expect, "status").orElse("");
        if (!status.equals(answer.status())) {
            return Verdict.failed("status: expected " + status + ", got " + answer);
        }
        if (expect.containsKey("error")) {
            String text = answer.error().map(StepAnswer.Fault::text).orElse("");
            boolean terminal = answer.error().filter(StepAnswer.Fault::terminal).isPresent();
            if (Json.at(expect, "terminal").orElse(false).equals(true) != terminal) {
                return Verdict.failed("terminal: got " + answer);
            }
            return ExpressionNotation.failure(expect, text, "run");
        }
        return expect.containsKey("output")
                ? Verdict.compare(plain(expect.get("output")), answer.output())
                : Verdict.passed();
    }

    private static CommitFacts commit(Object tree, String dateKey) {
        return new CommitFacts(
                Json.text(tree, "id").orElse(""),
                Instant.parse(Json.text(tree, dateKey).orElse("1970-01-01T00:00:00Z")),
                Json.text(tree, "author").orElse(""),
                Json.text(tree, "committer").orElse(""),
                Json.text(tree, "subject").orElse(""));
    }

    private static GitSelection selection(String strategy, String source) {
        Map<String, Object> tree = Map.of(
                "repoURL",
                "https://git.example.com/a",
                "commitSelectionStrategy",
                strategy,
                "expressionFilter",
                source);
        return GitSelection.of(Wire.read(GitSubscription.class, tree)).at(ExpressionsLanguageAdapter.NOW);
    }

    private static Verdict commitFilter(Map<String, Object> given, Map<String, Object> expect, String source)
            throws Exception {
        try {
            List<CommitFacts> history = List.of(commit(Json.at(given, "commit").orElseThrow(), "commitDate"));
            int kept = selection("NewestFromBranch", source)
                    .fromBranch(history.iterator(), _ -> Map.of())
                    .size();
            return Verdict.compare(expect.get("match"), kept == 1);
        } catch (SelectionException e) {
            return ExpressionNotation.failureWithin(expect, e.getMessage());
        }
    }

    private static Verdict tagFilter(Map<String, Object> given, Map<String, Object> expect, String source)
            throws Exception {
        var tags = new ArrayList<TagFacts>();
        for (Object tree : Json.list(given, "tags")) {
            tags.add(new TagFacts(
                    Json.text(tree, "tag").orElse(""),
                    commit(tree, "creatorDate"),
                    Instant.parse(Json.text(tree, "creatorDate").orElseThrow()),
                    Json.text(tree, "tagger").orElse(""),
                    Json.text(tree, "annotation").orElse("")));
        }
        try {
            List<Object> kept = selection("Lexical", source).fromTags(tags, _ -> Map.of()).stream()
                    .<Object>map(found -> found.tag())
                    .sorted()
                    .toList();
            return Verdict.compare(expect.get("tags"), kept);
        } catch (SelectionException e) {
            return ExpressionNotation.failureWithin(expect, e.getMessage());
        }
    }

    private static Verdict argument(
            Map<String, Object> given, Map<String, Object> expect, String template, ExpressionWorld world) {
        Map<String, Object> verification = Map.of(
                "analysisTemplates",
                List.of(Map.of("name", "at")),
                "args",
                List.of(Map.of("name", "a", "value", template)));
        Map<String, Object> stage = Map.of(
                "metadata",
                Map.of(
                        "namespace",
                        world.context().get("project"),
                        "name",
                        world.context().get("stage")),
                "spec",
                Map.of("requestedFreight", List.of(), "vars", Json.list(given, "promotionVars")));
        var order = new RunOrder(
                "run",
                Wire.read(Stage.class, stage),
                Wire.read(Verification.class, verification),
                Wire.read(FreightCollection.class, Map.of("id", "c", "items", Map.of())),
                Optional.empty());
        Map<String, Object> spec =
                Json.copy(Json.object(world.object("AnalysisTemplate", "at").orElseThrow(), "spec"));
        spec.put("metrics", List.of(Map.of("name", "any"))); // a run without metrics is refused
        try {
            var run = RunDraft.of(order, Optional.empty())
                    .finished(
                            List.of(Wire.read(AnalysisTemplateSpec.class, spec)),
                            world.functions(),
                            _ -> Optional.of("uid"),
                            ExpressionsLanguageAdapter.NOW);
            Object value = Json.list(run.tree(), "spec", "args").stream()
                    .findFirst()
                    .flatMap(first -> Json.at(first, "value"))
                    .orElse(null);
            return ExpressionNotation.same(expect.get("value"), value);
        } catch (RunDraft.Unbuildable e) {
            return ExpressionNotation.failure(expect, e.getMessage(), "run");
        }
    }
}
