package dev.supercargo.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a subscription of another type found.
///
/// - `name`: name of the subscription.
/// - `artifactReferences`: artifacts, newest first; empty means that nothing was found.
public record ArtifactDiscovery(
        @Required String name, @Nullable List<ArtifactReference> artifactReferences) {
    public ArtifactDiscovery {
        artifactReferences = artifactReferences == null ? null : List.copyOf(artifactReferences);
    }
}
