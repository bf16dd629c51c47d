package dev.supercargo.model;

import java.util.List;

/// One requirement of a label selector.
///
/// - `key`: label that the requirement is about.
/// - `operator`: In, NotIn, Exists or DoesNotExist.
/// - `values`: values for In and NotIn.
public record SelectorRequirement(
        @Required String key, @Required String operator, List<String> values) {
    public SelectorRequirement {
        values = List.copyOf(values);
    }
}
