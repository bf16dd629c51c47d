package dev.supercargo.model;

import org.jspecify.annotations.Nullable;

/// A health check that a promotion's step registered.
///
/// - `uses`: name of the checker.
/// - `config`: configuration of the check.
public record HealthCheckStep(
        @Required String uses, @Nullable Object config) {}
