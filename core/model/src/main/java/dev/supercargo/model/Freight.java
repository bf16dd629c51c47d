package dev.supercargo.model;

import dev.supercargo.meta.KubeObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Freight: artifacts that are promoted together.
///
/// - `metadata`: name, labels, annotations and the like.
/// - `alias`: name for people.
/// - `discoveredAt`: when it was found.
/// - `origin`: where it comes from.
/// - `commits`: commits that belong to it.
/// - `images`: container images that belong to it.
/// - `charts`: Helm charts that belong to it.
/// - `artifacts`: other artifacts that belong to it.
/// - `status`: where it is, was verified and is approved.
public record Freight(
        Metadata metadata,
        String alias,
        @Nullable Instant discoveredAt,
        @Required FreightOrigin origin,
        List<GitCommit> commits,
        List<Image> images,
        List<Chart> charts,
        List<ArtifactReference> artifacts,
        FreightStatus status) {
    public Freight {
        commits = List.copyOf(commits);
        images = List.copyOf(images);
        charts = List.copyOf(charts);
        artifacts = List.copyOf(artifacts);
    }

    /// Reads a stored object, leniently: what is missing or malformed counts as absent.
    public static Freight read(KubeObject object) {
        return Wire.read(Freight.class, object.view());
    }

    /// A copy of the content, as statuses keep it.
    public FreightReference reference() {
        return new FreightReference(metadata.name(), origin, commits, images, charts, artifacts);
    }

    /// When it was found: `discoveredAt`, else the creation of the object, else the epoch.
    public Instant foundAt() {
        if (discoveredAt != null) {
            return discoveredAt;
        }
        return metadata.creationTimestamp() == null ? Instant.EPOCH : metadata.creationTimestamp();
    }
}
