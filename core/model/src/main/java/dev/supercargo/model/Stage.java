package dev.supercargo.model;

import dev.supercargo.meta.KubeObject;

/// A Stage: a place that Freight is promoted to.
///
/// - `metadata`: name, labels, annotations and the like.
/// - `spec`: what the Stage takes and what promotions to it do.
/// - `status`: what the Stage holds and what it is doing.
public record Stage(Metadata metadata, @Required StageSpec spec, StageStatus status) {
    /// Reads a stored object, leniently: what is missing or malformed counts as absent.
    public static Stage read(KubeObject object) {
        return Wire.read(Stage.class, object.view());
    }
}
