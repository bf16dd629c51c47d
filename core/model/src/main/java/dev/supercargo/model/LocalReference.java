package dev.supercargo.model;

/// Names an object of a kind and namespace that the context gives.
///
/// - `name`: name of the object.
public record LocalReference(String name) {}
