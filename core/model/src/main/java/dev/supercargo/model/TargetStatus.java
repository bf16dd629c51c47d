package dev.supercargo.model;

/// Nothing yet.
public record TargetStatus() {}
