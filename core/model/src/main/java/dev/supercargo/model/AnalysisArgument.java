package dev.supercargo.model;

import org.jspecify.annotations.Nullable;

/// An argument of an analysis.
///
/// - `name`: name of the argument.
/// - `value`: value; absent where it must be given.
/// - `valueFrom`: where the value comes from.
public record AnalysisArgument(
        @Required String name,
        @Nullable String value,
        @Nullable ArgumentSource valueFrom) {}
