package dev.supercargo.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An image that was found.
///
/// - `tag`: tag of the image.
/// - `digest`: digest of the image's manifest.
/// - `annotations`: annotations of the image's manifest.
/// - `createdAt`: when the image was built.
public record DiscoveredImage(
        @Required String tag,
        @Required String digest,
        Map<String, String> annotations,
        @Nullable Instant createdAt) {
    public DiscoveredImage {
        annotations = Wire.copied(annotations);
    }
}
