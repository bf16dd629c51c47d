package dev.supercargo.kube.apiserver.schema;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Checks label selectors as manifests have them (`matchLabels`, `matchExpressions`).
public final class SelectorChecks {
    private SelectorChecks() {}

    /// What is wrong with a selector that stands at a path.
    public static List<FieldError> errors(Map<String, Object> selector, String path) {
        var errors = new ArrayList<FieldError>();
        Json.object(selector, "matchLabels").forEach((key, value) -> {
            String here = path + ".matchLabels";
            Names.qualified(key).forEach(problem -> errors.add(FieldError.invalid(here, key, problem)));
            Names.labelValue(String.valueOf(value))
                    .forEach(problem -> errors.add(FieldError.invalid(here, value, problem)));
        });
        List<Object> expressions = Json.list(selector, "matchExpressions");
        for (int i = 0; i < expressions.size(); i++) {
            expression(expressions.get(i), path + ".matchExpressions[" + i + "]", errors);
        }
        return errors;
    }

    private static void expression(Object expression, String path, List<FieldError> errors) {
        String operator = Json.text(expression, "operator").orElse("");
        List<Object> values = Json.list(expression, "values");
        switch (operator) {
            case "In", "NotIn" -> {
                if (values.isEmpty()) {
                    errors.add(FieldError.required(
                            path + ".values", "must be specified when `operator` is 'In' or 'NotIn'"));
                }
            }
            case "Exists", "DoesNotExist" -> {
                if (!values.isEmpty()) {
                    errors.add(FieldError.forbidden(
                            path + ".values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
                }
            }
            default -> errors.add(FieldError.invalid(path + ".operator", operator, "not a valid selector operator"));
        }
        String key = Json.text(expression, "key").orElse("");
        Names.qualified(key).forEach(problem -> errors.add(FieldError.invalid(path + ".key", key, problem)));
        for (int i = 0; i < values.size(); i++) {
            String place = path + ".values[" + i + "]";
            String value = String.valueOf(values.get(i));
            Names.labelValue(value).forEach(problem -> errors.add(FieldError.invalid(place, value, problem)));
        }
    }
}
