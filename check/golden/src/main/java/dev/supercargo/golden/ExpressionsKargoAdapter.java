package dev.supercargo.golden;

import dev.supercargo.decisions.selection.ExpressionRules;
import dev.supercargo.expr.Environment;
import dev.supercargo.expr.ExpressionException;
import dev.supercargo.expr.Expressions;
import dev.supercargo.expr.Templates;
import dev.supercargo.expr.functions.DiscoveredFunctions;
import dev.supercargo.expr.places.FreightCreationCriteria;
import dev.supercargo.expr.places.LinkCondition;
import dev.supercargo.expr.places.ReceiverExpressions;
import dev.supercargo.expr.value.Values;
import dev.supercargo.meta.Json;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Kargo's functions and the places where they exist.
final class ExpressionsKargoAdapter implements Adapter {
    private static final Instant NOW = ExpressionsLanguageAdapter.NOW;

    private Map<String, Object> worlds = Map.of();

    @Override
    public String file() {
        return "expressions-kargo-functions.json";
    }

    @Override
    public void open(Map<String, Object> file) {
        worlds = Json.object(file, "worlds");
    }

    @Override
    public Verdict run(Map<String, Object> testCase) throws Exception {
        Map<String, Object> given = Json.object(testCase, "given");
        Map<String, Object> expect = Json.object(testCase, "expect");
        String place = Json.text(given, "place").orElse("step");
        var world = new ExpressionWorld(
                Json.object(worlds, Json.text(given, "world").orElse("main")), given);
        String source = Json.text(given, "expression").orElse("");
        String template = Json.text(given, "template").orElse("");
        return switch (place) {
            case "step" -> step(given, expect, world, source, template);
            case "discovered" -> ExpressionNotation.judge(expect, () -> discovered(world, source));
            case "freight-creation-criteria" ->
                judge(
                        expect,
                        "satisfied",
                        () -> FreightCreationCriteria.areSatisfied(
                                source, world.discovered(), ExpressionRules.REPOSITORIES, NOW));
            case "step-if" -> judge(expect, "skip", () -> !condition(template, world.step()));
            case "step-vars" -> judge(expect, "vars", world::vars);
            case "step-config" -> config(given, expect, world);
            case "deep-link" ->
                judge(expect, "shown", () -> LinkCondition.isShown("t", source, Json.object(given, "env"), NOW));
            case "webhook-when" ->
                judge(
                        expect,
                        "met",
                        () -> ReceiverExpressions.isMet(source, ExpressionsLanguageAdapter.environment(given)));
            case "webhook-string" ->
                judge(
                        expect,
                        "value",
                        () -> ReceiverExpressions.text(template, ExpressionsLanguageAdapter.environment(given)));
            case "webhook-request" ->
                ExpressionNotation.judge(expect, () -> Expressions.evaluate(source, request(given)));
            default -> ExpressionPlaces.run(place, given, expect, source, template, world);
        };
    }

    private static Verdict step(
            Map<String, Object> given,
            Map<String, Object> expect,
            ExpressionWorld world,
            String source,
            String template)
            throws Exception {
        Environment environment = world.step();
        int before = world.reads();
        Verdict verdict = ExpressionNotation.judge(
                expect,
                () -> given.containsKey("template")
                        ? Templates.render(template, environment)
                        : Expressions.evaluate(source, environment));
        Optional<Object> reads = Json.at(expect, "reads");
        return verdict instanceof Verdict.Passed && reads.isPresent()
                ? ExpressionNotation.same(reads.get(), (long) (world.reads() - before))
                : verdict;
    }

    private static @Nullable Object discovered(ExpressionWorld world, String source) {
        Map<String, Object> discovered = Optional.ofNullable(world.discovered()).orElse(Map.of());
        return Expressions.evaluate(
                source,
                Environment.none().withFunctions(DiscoveredFunctions.of(discovered, ExpressionRules.REPOSITORIES)));
    }

    private static boolean condition(String template, Environment environment) {
        Object value = Templates.render(template, environment);
        if (value instanceof Boolean holds) {
            return holds;
        }
        throw ExpressionException.plain(
                "expression must evaluate to a boolean, got " + Values.typeName(value),
                ExpressionException.Phase.RUN,
                null);
    }

    /// Numbers are compared by value: an unsigned integer beyond 64 bits is a double to us.
    private static Verdict config(Map<String, Object> given, Map<String, Object> expect, ExpressionWorld world) {
        try {
            Object config = Templates.renderTree(given.get("config"), world.step());
            return Verdict.compare(plain(expect.get("config")), config);
        } catch (ExpressionException e) {
            return ExpressionNotation.failure(expect, e.getMessage(), "run");
        }
    }

    private static @Nullable Object plain(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            if (map.get("$uint") instanceof Number number) {
                return number.doubleValue();
            }
            var copy = new LinkedHashMap<String, @Nullable Object>();
            map.forEach((key, value) -> copy.put((String) key, plain(value)));
            return copy;
        }
        return tree;
    }

    /// Compares the value below a key of what is expected.
    static Verdict judge(Map<String, Object> expect, String key, Callable<@Nullable Object> work) throws Exception {
        var renamed = new LinkedHashMap<>(expect);
        if (expect.containsKey(key)) {
            Json.putNullable(renamed, "value", expect.get(key));
        }
        return ExpressionNotation.judge(renamed, work);
    }

    private static Environment request(Map<String, Object> given) {
        Object request = given.get("request");
        var headers = new LinkedHashMap<String, List<String>>();
        Json.object(request, "headers")
                .forEach((name, values) -> headers.put(
                        name, Json.asList(values).stream().map(String::valueOf).toList()));
        var query = new LinkedHashMap<String, List<String>>();
        String raw = URI.create(Json.text(request, "url").orElse("")).getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            String value = URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8);
            query.computeIfAbsent(URLDecoder.decode(parts[0], StandardCharsets.UTF_8), _ -> new ArrayList<>())
                    .add(value);
        }
        var params = new LinkedHashMap<String, String>();
        Json.object(given, "params").forEach((name, value) -> params.put(name, String.valueOf(value)));
        return ReceiverExpressions.environment(
                new ReceiverExpressions.Request(
                        headers, query, Json.text(request, "body").orElse("")),
                params,
                ExpressionRules.REPOSITORIES,
                NOW);
    }
}
