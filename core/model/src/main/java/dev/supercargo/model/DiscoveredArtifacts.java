package dev.supercargo.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a Warehouse found when it last looked.
///
/// - `discoveredAt`: when that was.
/// - `git`: what the Git subscriptions found.
/// - `images`: what the image subscriptions found.
/// - `charts`: what the chart subscriptions found.
/// - `results`: what subscriptions of other types found.
public record DiscoveredArtifacts(
        @Nullable Instant discoveredAt,
        List<GitDiscovery> git,
        List<ImageDiscovery> images,
        List<ChartDiscovery> charts,
        List<ArtifactDiscovery> results) {
    public DiscoveredArtifacts {
        git = List.copyOf(git);
        images = List.copyOf(images);
        charts = List.copyOf(charts);
        results = List.copyOf(results);
    }
}
