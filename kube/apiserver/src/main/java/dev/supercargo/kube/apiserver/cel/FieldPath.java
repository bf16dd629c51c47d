package dev.supercargo.kube.apiserver.cel;

import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `fieldPath` of a rule: steps `.name` or `['name']` down from the rule's own place.
final class FieldPath {
    private static final Pattern STEP =
            Pattern.compile("\\.([a-zA-Z_$][a-zA-Z0-9_$-]*)|\\['((?:[^'\\\\]|\\\\['\\\\])*)'\\]");

    private FieldPath() {}

    /// The path of the field that a rule points to.
    static String append(String path, String fieldPath, StructuralSchema schema) {
        var where = new StringBuilder(path);
        StructuralSchema here = schema;
        for (String name : steps(fieldPath).orElse(List.of())) {
            boolean declared = here.properties().containsKey(name);
            if (declared) {
                where.append(where.isEmpty() ? "" : ".").append(name);
            } else {
                where.append('[').append(name).append(']');
            }
            here = here.property(name).orElse(StructuralSchema.any());
        }
        return where.isEmpty() ? FieldError.ROOT : where.toString();
    }

    /// Whether the path leads to something that the schema declares.
    static boolean isValid(String fieldPath, StructuralSchema schema) {
        Optional<List<String>> steps = steps(fieldPath);
        Optional<StructuralSchema> here = steps.isPresent() ? Optional.of(schema) : Optional.empty();
        for (String name : steps.orElse(List.of())) {
            here = here.flatMap(
                    node -> Optional.ofNullable(node.properties().get(name)).or(node::additionalProperties));
        }
        return here.isPresent();
    }

    private static Optional<List<String>> steps(String fieldPath) {
        var steps = new ArrayList<String>();
        Matcher step = STEP.matcher(fieldPath);
        int end = 0;
        while (end < fieldPath.length()) {
            if (!step.find(end) || step.start() != end) {
                return Optional.empty();
            }
            steps.add(step.group(1) != null ? step.group(1) : step.group(2).replaceAll("\\\\(.)", "$1"));
            end = step.end();
        }
        return Optional.of(steps);
    }
}
