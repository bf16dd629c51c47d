package dev.supercargo.model;

import dev.supercargo.meta.KubeObject;

/// The configuration of the whole installation; its name is cluster.
///
/// - `metadata`: name, labels, annotations and the like.
/// - `spec`: the configuration.
/// - `status`: what the management controller found out about it.
public record ClusterConfig(Metadata metadata, ClusterConfigSpec spec, ConfigStatus status) {
    /// Reads a stored object, leniently: what is missing or malformed counts as absent.
    public static ClusterConfig read(KubeObject object) {
        return Wire.read(ClusterConfig.class, object.view());
    }
}
