package dev.supercargo.model;

import org.jspecify.annotations.Nullable;

/// An artifact of a kind that is neither commit, image nor chart.
///
/// - `artifactType`: type of the artifact.
/// - `subscriptionName`: name of the subscription that found it.
/// - `version`: version of the artifact.
/// - `metadata`: what else is known about it.
public record ArtifactReference(
        String artifactType,
        @Required String subscriptionName,
        @Required String version,
        @Nullable Object metadata) {}
