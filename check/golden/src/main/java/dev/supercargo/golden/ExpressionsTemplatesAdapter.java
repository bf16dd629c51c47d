package dev.supercargo.golden;

import dev.supercargo.expr.Environment;
import dev.supercargo.expr.ExpressionException;
import dev.supercargo.expr.Templates;
import dev.supercargo.meta.Json;
import java.util.Map;

/// The template layer without surroundings.
final class ExpressionsTemplatesAdapter implements Adapter {
    @Override
    public String file() {
        return "expressions-templates.json";
    }

    @Override
    public Verdict run(Map<String, Object> testCase) throws Exception {
        Map<String, Object> given = Json.object(testCase, "given");
        Map<String, Object> expect = Json.object(testCase, "expect");
        Environment environment = ExpressionsLanguageAdapter.environment(given);
        if (given.containsKey("template")) {
            String template = Json.text(given, "template").orElseThrow();
            return ExpressionNotation.judge(expect, () -> Templates.render(template, environment));
        }
        Object document = Json.text(given, "jsonText")
                .map(Json::parse)
                .orElseGet(() -> given.containsKey("json") ? given.get("json") : null);
        try {
            String text = Templates.renderJson(document, environment);
            return ExpressionNotation.same(expect.get("jsonText"), text);
        } catch (ExpressionException e) {
            return ExpressionNotation.failure(expect, e.getMessage(), "run");
        }
    }
}
