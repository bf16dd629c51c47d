package dev.supercargo.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an image subscription found.
///
/// - `repoURL`: repository of the image.
/// - `platform`: platform that was looked for.
/// - `references`: images, newest first; empty means that nothing was found.
/// - `subscriptionName`: name of the subscription that found it, where that has one.
public record ImageDiscovery(
        @Required String repoURL,
        String platform,
        @Nullable List<DiscoveredImage> references,
        String subscriptionName) {
    public ImageDiscovery {
        references = references == null ? null : List.copyOf(references);
    }
}
