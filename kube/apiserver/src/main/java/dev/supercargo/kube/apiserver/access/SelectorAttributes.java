package dev.supercargo.kube.apiserver.access;

import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The selectors that an access review may name (`fieldSelector`, `labelSelector`): RBAC does not look at them, but
/// they
/// must be well-formed.
final class SelectorAttributes {
    private static final Map<String, Set<String>> OPERATORS = Map.of(
            "fieldSelector", Set.of("In", "NotIn"),
            "labelSelector", Set.of("In", "NotIn", "Exists", "DoesNotExist"));
    private static final List<String> FIELDS = List.of("fieldSelector", "labelSelector");

    private SelectorAttributes() {}

    static void check(Object attributes, List<FieldError> errors) {
        for (String field : FIELDS) {
            if (Json.at(attributes, field).isEmpty()) {
                continue;
            }
            String path = "spec.resourceAttributes." + field;
            String raw = Json.text(attributes, field, "rawSelector").orElse("");
            boolean spelled = !Json.list(attributes, field, "requirements").isEmpty();
            if (!raw.isEmpty() && spelled) {
                errors.add(FieldError.invalid(
                        path + ".rawSelector", raw, "may not specified at the same time as requirements"));
            } else if (raw.isEmpty() && !spelled) {
                errors.add(FieldError.required(
                        path + ".requirements",
                        "when " + path + " is specified, requirements or rawSelector is required"));
            }
        }
    }

    /// What is said of selectors that nobody understands.
    static List<String> ignored(Object attributes) {
        return FIELDS.stream()
                .filter(field -> Json.list(attributes, field, "requirements").stream()
                        .anyMatch(item -> !OPERATORS
                                .getOrDefault(field, Set.of())
                                .contains(Json.text(item, "operator").orElse(""))))
                .map(field -> "spec.resourceAttributes." + field + " ignored due to parse error")
                .toList();
    }
}
