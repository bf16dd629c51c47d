package dev.supercargo.decisions.analysis;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.supercargo.meta.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rules that concern metrics by an unanchored regular expression over their names: `dryRun`, `measurementRetention`.
/// A later rule overrides an earlier one.
record NameRules(Map<String, Object> ruleByMetric) {
    /// @throws IllegalArgumentException where a rule concerns no metric or is no expression
    static NameRules of(String field, List<Object> rules, List<MetricSpec> metrics) {
        var found = new HashMap<String, Object>();
        for (int i = 0; i < rules.size(); i++) {
            boolean any = false;
            for (MetricSpec metric : metrics) {
                if (fits(Json.text(rules.get(i), "metricName").orElse(""), metric.name())) {
                    found.put(metric.name(), rules.get(i));
                    any = true;
                }
            }
            if (!any) {
                throw new IllegalArgumentException(field + "[" + i + "]: Rule didn't match any metric name(s)");
            }
        }
        return new NameRules(found);
    }

    boolean concern(String metric) {
        return ruleByMetric.containsKey(metric);
    }

    Optional<Long> limit(String metric) {
        return Json.at(ruleByMetric, metric, "limit")
                .filter(Number.class::isInstance)
                .map(number -> ((Number) number).longValue());
    }

    /// A lone `*` is meant as "all", though it is no expression.
    private static boolean fits(String expression, String name) {
        try {
            return Pattern.compile(expression.equals("*") ? ".*" : expression)
                    .matcher(name)
                    .find();
        } catch (PatternSyntaxException _) {
            return false;
        }
    }
}
