package dev.supercargo.model;

import java.util.List;

/// A copy of a piece of Freight, as statuses keep it.
///
/// - `name`: name of the Freight.
/// - `origin`: where the Freight comes from.
/// - `commits`: commits that belong to it.
/// - `images`: container images that belong to it.
/// - `charts`: Helm charts that belong to it.
/// - `artifacts`: other artifacts that belong to it.
public record FreightReference(
        String name,
        FreightOrigin origin,
        List<GitCommit> commits,
        List<Image> images,
        List<Chart> charts,
        List<ArtifactReference> artifacts) {
    public FreightReference {
        commits = List.copyOf(commits);
        images = List.copyOf(images);
        charts = List.copyOf(charts);
        artifacts = List.copyOf(artifacts);
    }
}
