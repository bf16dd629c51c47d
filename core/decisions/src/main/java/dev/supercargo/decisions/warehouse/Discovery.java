package dev.supercargo.decisions.warehouse;

import dev.supercargo.model.DiscoveredArtifacts;

/// What looking for artifacts gave.
public sealed interface Discovery {
    /// Found now, by asking the sources.
    record Found(DiscoveredArtifacts artifacts) implements Discovery {}

    /// Found before, and fresh enough.
    record Known(DiscoveredArtifacts artifacts) implements Discovery {}

    /// One source failed, and with it the whole.
    record Failed(String why) implements Discovery {}
}
