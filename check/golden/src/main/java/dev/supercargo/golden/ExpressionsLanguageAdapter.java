package dev.supercargo.golden;

import dev.supercargo.expr.Environment;
import dev.supercargo.expr.Expressions;
import dev.supercargo.meta.Json;
import java.time.Instant;
import java.util.Map;

/// The expression language without surroundings.
final class ExpressionsLanguageAdapter implements Adapter {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    @Override
    public String file() {
        return "expressions-language.json";
    }

    @Override
    public Verdict run(Map<String, Object> testCase) throws Exception {
        Map<String, Object> given = Json.object(testCase, "given");
        String source = source(given);
        Environment environment = environment(given);
        Map<String, Object> expect = Json.object(testCase, "expect");
        return ExpressionNotation.judge(expect, () -> Expressions.evaluate(source, environment));
    }

    static Environment environment(Map<String, Object> given) {
        Environment environment = !given.containsKey("env")
                ? Environment.of(Map.of())
                : given.get("env") == null
                        ? Environment.none()
                        : Environment.root(ExpressionNotation.read(given.get("env")));
        return environment.at(NOW).in(new DeepRoom());
    }

    private static String source(Map<String, Object> given) {
        var source = new StringBuilder(Json.text(given, "expression").orElse(""));
        for (Object part : Json.list(given, "expressionParts")) {
            int times = ((Number) Json.at(part, "times").orElseThrow()).intValue();
            source.repeat(Json.text(part, "text").orElseThrow(), times);
        }
        return source.toString();
    }
}
