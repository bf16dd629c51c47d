package dev.supercargo.model;

/// Freight of one origin that a Stage asks for.
///
/// - `origin`: where the Freight comes from.
/// - `sources`: where the Stage takes it from.
public record FreightRequest(
        @Required FreightOrigin origin, @Required FreightSources sources) {}
