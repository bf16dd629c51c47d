package dev.supercargo.kube.apiserver.apply;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.patch.StrategicMergePatch;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whether an applied configuration has the form of its schema (`kubernetes-api.md` 3.7, 5.4, 5.5).
final class Fit {
    private final List<String> errors = new ArrayList<>();

    private Fit() {}

    /// Refuses a configuration with unknown fields, values of another type, or ambiguous list elements: 400,
    /// in the words that servers have for it.
    static void check(SchemaNode root, Map<String, Object> config) {
        var fit = new Fit();
        fit.value("", root, config);
        if (!fit.errors.isEmpty()) {
            String text = fit.errors.size() == 1
                    ? fit.errors.getFirst()
                    : "errors:\n"
                            + fit.errors.stream().map(error -> "  " + error).collect(Collectors.joining("\n"));
            throw ApiError.badRequest("failed to create typed patch object (" + subject(config) + "): " + text);
        }
    }

    private static String subject(Map<String, Object> config) {
        String version = Json.text(config, "apiVersion").orElse("");
        return Json.text(config, "metadata", "namespace").orElse("") + "/"
                + Json.text(config, "metadata", "name").orElse("") + "; " + (version.contains("/") ? "" : "/") + version
                + ", Kind=" + Json.text(config, "kind").orElse("");
    }

    private void value(String path, SchemaNode node, @Nullable Object value) {
        if (value == null) {
            return;
        }
        switch (node.isResource() ? "object" : node.schema().type()) {
            case "object" -> map(path, node, value);
            case "array" -> list(path, node, value);
            case "string" -> {
                if (!(value instanceof String)) {
                    error(path, "expected string, got " + go(value));
                }
            }
            case "integer", "number" -> {
                if (!(value instanceof Number)) {
                    error(path, "expected numeric (int or float), got " + goType(value));
                }
            }
            case "boolean" -> {
                if (!(value instanceof Boolean)) {
                    error(path, "expected boolean, got " + go(value));
                }
            }
            default -> untyped(path, node, value);
        }
    }

    private void untyped(String path, SchemaNode node, Object value) {
        if (node.schema().isIntOrString()) {
            if (value instanceof Map<?, ?> || value instanceof List<?>) {
                error(path, "expected any scalar, got " + go(value));
            }
        } else if (value instanceof Map<?, ?>) {
            map(path, node, value);
        }
    }

    private void map(String path, SchemaNode node, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            error(path, "expected map, got &{" + go(value) + "}");
            return;
        }
        Json.asObject(map).forEach((name, item) -> {
            String below = path + new PathElement.Field(name).shown();
            Optional<SchemaNode> field = node.field(name);
            if (field.isPresent()) {
                value(below, field.get(), item);
            } else {
                error(below, "field not declared in schema");
            }
        });
    }

    private void list(String path, SchemaNode node, Object value) {
        if (!(value instanceof List<?> list)) {
            error(path, "expected list, got &{" + go(value) + "}");
            return;
        }
        SchemaNode.Shape shape = node.shape(value);
        Set<PathElement> seen = new HashSet<>();
        Set<PathElement> told = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            Object item = list.get(i);
            Optional<PathElement> step = step(node, shape, item, i);
            if (step.isEmpty()) {
                error(
                        path,
                        "element " + i + ": associative list with keys has an element that omits all key fields ["
                                + node.schema().listMapKeys().stream()
                                        .map(FieldError::quote)
                                        .collect(Collectors.joining(" "))
                                + "] (and doesn't have default values for any key fields)");
                continue;
            }
            if (!seen.add(step.get()) && told.add(step.get())) {
                error(path, "duplicate entries for key " + step.get().shown());
            }
            value(path + step.get().shown(), node.element(), item);
        }
    }

    private static Optional<PathElement> step(SchemaNode node, SchemaNode.Shape shape, @Nullable Object item, int i) {
        return switch (shape) {
            case KEYED_LIST -> item instanceof Map<?, ?> ? node.keyOf(item) : Optional.of(new PathElement.Index(i));
            case SET -> Optional.of(new PathElement.Value(item));
            case MAP, LEAF -> Optional.of(new PathElement.Index(i));
        };
    }

    private void error(String path, String what) {
        errors.add(path.isEmpty() ? what : path + ": " + what);
    }

    private static String go(Object value) {
        return StrategicMergePatch.shown(value);
    }

    private static String goType(Object value) {
        return switch (value) {
            case String _ -> "string";
            case Boolean _ -> "bool";
            case Map<?, ?> _ -> "map[string]interface {}";
            default -> "[]interface {}";
        };
    }
}
