package dev.supercargo.model;

/// One requirement on a value that objects are indexed by.
///
/// - `key`: name of the index.
/// - `operator`: Equals or NotEquals.
/// - `value`: value to compare with; may contain expressions.
public record MatchIndex(
        @Required String key,
        @Required String operator,
        @Required String value) {}
