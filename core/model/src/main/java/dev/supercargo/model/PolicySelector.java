package dev.supercargo.model;

import java.util.List;
import java.util.Map;

/// Selects Stages or Projects by name and labels; both must fit. An empty one selects everything.
///
/// - `name`: exact name, or a pattern after `glob:`, `regex:` or `regexp:`.
/// - `matchExpressions`: requirements that must all hold.
/// - `matchLabels`: labels that must have exactly these values.
public record PolicySelector(String name, List<SelectorRequirement> matchExpressions, Map<String, String> matchLabels) {
    public PolicySelector {
        matchExpressions = List.copyOf(matchExpressions);
        matchLabels = Wire.copied(matchLabels);
    }

    /// The selector in the form that matches labels.
    ///
    /// @throws IllegalArgumentException when an operator is unknown or its values do not fit it
    public dev.supercargo.meta.LabelSelector labelSelector() {
        return dev.supercargo.meta.LabelSelector.parse(Wire.write(this));
    }
}
