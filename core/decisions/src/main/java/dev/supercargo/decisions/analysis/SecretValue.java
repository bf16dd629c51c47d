package dev.supercargo.decisions.analysis;

/// One value of one Secret in the run's namespace.
public record SecretValue(String secret, String key) {}
