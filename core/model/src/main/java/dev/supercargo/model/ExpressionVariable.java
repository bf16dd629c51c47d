package dev.supercargo.model;

/// A named value that expressions can use.
///
/// - `name`: name of the variable, as expressions write it.
/// - `value`: value; may contain expressions.
public record ExpressionVariable(@Required String name, String value) {}
