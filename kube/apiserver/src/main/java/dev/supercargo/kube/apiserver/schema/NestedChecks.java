package dev.supercargo.kube.apiserver.schema;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What may stand inside `allOf`, `anyOf`, `oneOf` and `not` of a structural schema: conditions on values, about fields
/// that are specified outside (kubernetes-api.md 9.2).
final class NestedChecks {
    private static final List<String> MUST_BE_EMPTY = List.of("title", "description", "type");
    private static final List<String> MUST_BE_FALSE = List.of(
            "nullable",
            "x-kubernetes-preserve-unknown-fields",
            "x-kubernetes-embedded-resource",
            "x-kubernetes-int-or-string");
    private static final List<String> MUST_BE_ABSENT = List.of(
            "x-kubernetes-list-type",
            "x-kubernetes-list-map-keys",
            "x-kubernetes-map-type",
            "default",
            "additionalProperties");

    private final List<FieldError> errors = new ArrayList<>();

    private NestedChecks() {}

    /// Keywords that stand in the nested parts of a node at `path` and may not.
    static List<FieldError> forbidden(Map<String, Object> node, String path) {
        var checks = new NestedChecks();
        checks.eachPart(node, path, checks::keywords);
        return checks.errors;
    }

    /// Fields that the nested parts of a node at `path` speak of although the node itself does not specify them.
    static List<FieldError> missingOutside(Map<String, Object> node, String path) {
        var checks = new NestedChecks();
        checks.eachPart(node, path, (part, inside) -> checks.fields(part, node, inside, path));
        return checks.errors;
    }

    private interface Visitor {
        void visit(Map<String, Object> part, String path);
    }

    private void eachPart(Map<String, Object> node, String path, Visitor visitor) {
        for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
            List<Object> parts = Json.list(node, keyword);
            boolean skipped = keyword.equals("anyOf") && isTypePair(parts);
            for (int i = 0; i < parts.size() && !skipped; i++) {
                Map<String, Object> part = Json.asObject(parts.get(i));
                boolean onlyTypes = keyword.equals("allOf") && i == 0 && isTypePair(Json.list(part, "anyOf"));
                if (!onlyTypes) {
                    visitor.visit(part, path + "." + keyword + "[" + i + "]");
                }
            }
        }
        if (node.get("not") instanceof Map<?, ?> not) {
            visitor.visit(Json.asObject(not), path + ".not");
        }
    }

    /// `[{type: integer}, {type: string}]`, which says what int-or-string means, also as the first part of an `allOf`.
    private static boolean isTypePair(List<Object> parts) {
        return parts.equals(List.of(Map.of("type", "integer"), Map.of("type", "string")));
    }

    private void keywords(Map<String, Object> part, String path) {
        for (String keyword : MUST_BE_EMPTY) {
            if (!Json.text(part, keyword).orElse("").isEmpty()) {
                errors.add(FieldError.forbidden(path + "." + keyword, "must be empty to be structural"));
            }
        }
        for (String keyword : MUST_BE_FALSE) {
            if (Boolean.TRUE.equals(part.get(keyword))) {
                errors.add(FieldError.forbidden(path + "." + keyword, "must be false to be structural"));
            }
        }
        for (String keyword : MUST_BE_ABSENT) {
            if (part.get(keyword) != null) {
                errors.add(FieldError.forbidden(path + "." + keyword, "must be undefined to be structural"));
            }
        }
        Json.object(part, "properties").forEach((name, child) -> {
            if (child instanceof Map<?, ?>) {
                keywords(Json.asObject(child), path + ".properties[" + name + "]");
            }
        });
        if (part.get("items") instanceof Map<?, ?> child) {
            keywords(Json.asObject(child), path + ".items");
        }
        eachPart(part, path, this::keywords);
    }

    /// Fields that a part speaks of must be specified outside; `inside` and `outsidePath` are where both stand.
    private void fields(Map<String, Object> part, Map<String, Object> outside, String inside, String outsidePath) {
        Json.object(part, "properties")
                .forEach((name, child) -> field(
                        child,
                        Json.at(outside, "properties", name).orElse(null),
                        inside + ".properties[" + name + "]",
                        outsidePath + ".properties[" + name + "]"));
        if (part.get("items") != null) {
            field(part.get("items"), outside.get("items"), inside + ".items", outsidePath + ".items");
        }
        eachPart(part, inside, (nested, where) -> fields(nested, outside, where, outsidePath));
    }

    private void field(@Nullable Object child, @Nullable Object specified, String inside, String outsidePath) {
        if (!(child instanceof Map<?, ?> part)) {
            return;
        }
        if (specified instanceof Map<?, ?> outside) {
            fields(Json.asObject(part), Json.asObject(outside), inside, outsidePath);
        } else {
            errors.add(FieldError.required(outsidePath, "because it is defined in " + inside));
        }
    }
}
