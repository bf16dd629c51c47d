package dev.supercargo.model;

import java.util.List;
import java.util.Map;

/// Selects objects by their labels; empty selects everything.
///
/// - `matchExpressions`: requirements that must all hold.
/// - `matchLabels`: labels that must have exactly these values.
public record Selector(List<SelectorRequirement> matchExpressions, Map<String, String> matchLabels) {
    public Selector {
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
