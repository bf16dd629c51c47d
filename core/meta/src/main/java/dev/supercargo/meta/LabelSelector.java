package dev.supercargo.meta;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Selects objects by their labels; all requirements must hold. [#EVERYTHING] has none.
public record LabelSelector(List<Requirement> requirements) {
    /// Matches every set of labels.
    public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /// One condition on one label.
    public sealed interface Requirement {
        record In(String key, List<String> values) implements Requirement {}

        record NotIn(String key, List<String> values) implements Requirement {}

        record Exists(String key) implements Requirement {}

        record Absent(String key) implements Requirement {}
    }

    /// One label equal to one value.
    public static LabelSelector equal(String key, String value) {
        return new LabelSelector(List.of(new Requirement.In(key, List.of(value))));
    }

    /// Reads the tree form (`matchLabels`, `matchExpressions`) of manifests.
    ///
    /// @throws IllegalArgumentException when an operator is unknown or its values do not fit it
    public static LabelSelector parse(Map<String, Object> tree) {
        var requirements = new ArrayList<Requirement>();
        Json.object(tree, "matchLabels")
                .forEach((key, value) -> requirements.add(new Requirement.In(key, List.of(String.valueOf(value)))));
        for (Object item : Json.list(tree, "matchExpressions")) {
            String key = Json.text(item, "key").orElse("");
            String operator = Json.text(item, "operator").orElse("");
            List<String> values =
                    Json.list(item, "values").stream().map(String::valueOf).toList();
            requirements.add(
                    switch (operator) {
                        case "In" -> new Requirement.In(key, needed(operator, values));
                        case "NotIn" -> new Requirement.NotIn(key, needed(operator, values));
                        case "Exists" -> new Requirement.Exists(key);
                        case "DoesNotExist" -> new Requirement.Absent(key);
                        default ->
                            throw new IllegalArgumentException(
                                    "\"" + operator + "\" is not a valid label selector operator");
                    });
        }
        return new LabelSelector(requirements);
    }

    private static List<String> needed(String operator, List<String> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(
                    "for '" + operator.toLowerCase(java.util.Locale.ROOT) + "' operator, values set can't be empty");
        }
        return values;
    }

    /// Whether the labels meet every requirement.
    public boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> switch (requirement) {
            case Requirement.In(var key, var values) -> labels.containsKey(key) && values.contains(labels.get(key));
            case Requirement.NotIn(var key, var values) ->
                !labels.containsKey(key) || !values.contains(labels.get(key));
            case Requirement.Exists(var key) -> labels.containsKey(key);
            case Requirement.Absent(var key) -> !labels.containsKey(key);
        });
    }

    /// The query form (`a=b,c in (d,e),!f`) of list requests.
    public String query() {
        return String.join(
                ",",
                requirements.stream()
                        .map(requirement -> switch (requirement) {
                            case Requirement.In(var key, var values) ->
                                values.size() == 1
                                        ? key + "=" + values.getFirst()
                                        : key + " in (" + String.join(",", values) + ")";
                            case Requirement.NotIn(var key, var values) ->
                                key + " notin (" + String.join(",", values) + ")";
                            case Requirement.Exists(var key) -> key;
                            case Requirement.Absent(var key) -> "!" + key;
                        })
                        .toList());
    }
}
