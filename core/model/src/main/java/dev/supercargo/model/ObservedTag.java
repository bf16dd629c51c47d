package dev.supercargo.model;

/// A tag that the repository had when it was last looked at.
///
/// - `name`: name of the tag.
/// - `id`: hash that the tag names.
public record ObservedTag(@Required String name, @Required String id) {}
