package dev.supercargo.model;

import java.util.Map;

/// A container image.
///
/// - `repoURL`: repository of the image.
/// - `tag`: tag of the image.
/// - `digest`: digest of the image's manifest.
/// - `annotations`: annotations of the image's manifest.
/// - `subscriptionName`: name of the subscription that found it, where that has one.
public record Image(
        String repoURL, String tag, String digest, Map<String, String> annotations, String subscriptionName) {
    public Image {
        annotations = Wire.copied(annotations);
    }
}
