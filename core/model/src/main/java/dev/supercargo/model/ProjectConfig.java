package dev.supercargo.model;

import dev.supercargo.meta.KubeObject;

/// The configuration of a Project; its name is that of its namespace.
///
/// - `metadata`: name, labels, annotations and the like.
/// - `spec`: the configuration.
/// - `status`: what the management controller found out about it.
public record ProjectConfig(Metadata metadata, ProjectConfigSpec spec, ConfigStatus status) {
    /// Reads a stored object, leniently: what is missing or malformed counts as absent.
    public static ProjectConfig read(KubeObject object) {
        return Wire.read(ProjectConfig.class, object.view());
    }
}
