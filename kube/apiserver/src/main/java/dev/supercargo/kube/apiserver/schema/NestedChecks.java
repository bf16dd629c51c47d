package dev.supercargo.kube.apiserver.schema;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final List<String> MUST_BE_ABSENT =
            List.of("x-kubernetes-list-type", "x-kubernetes-list-map-keys", "x-kubernetes-map-type");

    private final List<FieldError> errors = new ArrayList<>();

    private NestedChecks() {}

    /// Checks the nested parts of a node that stands at `path`.
    static List<FieldError> check(Map<String, Object> node, String path) {
        var checks = new NestedChecks();
        checks.parts(node, node, path, path, isIntOrString(node));
        return checks.errors;
    }

    private static boolean isIntOrString(Map<String, Object> node) {
        return Boolean.TRUE.equals(node.get("x-kubernetes-int-or-string"));
    }

    /// `holder` has the parts; `outside` is the structural node that they are about, at the path `about`.
    private void parts(
            Map<String, Object> holder, Map<String, Object> outside, String path, String about, boolean intOrString) {
        for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
            List<Object> parts = Json.list(holder, keyword);
            boolean types = intOrString && keyword.equals("anyOf") && isTypePair(parts);
            for (int i = 0; i < parts.size() && !types; i++) {
                boolean first = intOrString && keyword.equals("allOf") && i == 0;
                part(Json.asObject(parts.get(i)), outside, path + "." + keyword + "[" + i + "]", about, first);
            }
        }
        if (holder.get("not") instanceof Map<?, ?> not) {
            part(Json.asObject(not), outside, path + ".not", about, false);
        }
    }

    /// `[{type: integer}, {type: string}]`, which says what int-or-string means.
    private static boolean isTypePair(List<Object> parts) {
        return parts.size() == 2
                && Set.of(Map.of("type", "integer"), Map.of("type", "string")).containsAll(parts);
    }

    private void part(
            Map<String, Object> part,
            @Nullable Map<String, Object> outside,
            String path,
            String about,
            boolean intOrString) {
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
        if (part.get("default") != null) {
            errors.add(FieldError.forbidden(path + ".default", "must be undefined to be structural"));
        }
        if (part.get("additionalProperties") != null) {
            errors.add(FieldError.forbidden(path + ".additionalProperties", "must be undefined to be structural"));
        }
        fields(part, outside == null ? Map.of() : outside, path, about);
        parts(part, outside == null ? Map.of() : outside, path, about, intOrString);
        Json.text(part, "pattern")
                .flatMap(GoPattern::problem)
                .ifPresent(problem -> errors.add(FieldError.invalid(
                        path + ".pattern",
                        part.get("pattern"),
                        "must be a valid regular expression, but isn't: " + problem)));
    }

    /// Fields that a part speaks of must be specified outside.
    private void fields(Map<String, Object> part, Map<String, Object> outside, String path, String about) {
        Json.object(part, "properties").forEach((name, child) -> {
            String at = path + ".properties[" + name + "]";
            String specified = about + ".properties[" + name + "]";
            field(child, Json.at(outside, "properties", name).orElse(null), at, specified);
        });
        if (part.get("items") instanceof Map<?, ?> child) {
            field(child, outside.get("items"), path + ".items", about + ".items");
        }
    }

    private void field(Object child, @Nullable Object specified, String at, String about) {
        if (!(child instanceof Map<?, ?> part)) {
            return;
        }
        if (specified instanceof Map<?, ?> outside) {
            part(Json.asObject(part), Json.asObject(outside), at, about, false);
        } else {
            errors.add(FieldError.required(about, "because it is defined in " + at));
        }
    }
}
