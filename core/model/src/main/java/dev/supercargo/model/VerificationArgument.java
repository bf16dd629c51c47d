package dev.supercargo.model;

/// A value for an argument of the analysis templates.
///
/// - `name`: name of the argument.
/// - `value`: value; may contain expressions.
public record VerificationArgument(
        @Required String name, @Required String value) {}
