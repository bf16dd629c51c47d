package dev.supercargo.model;

import dev.supercargo.meta.KubeObject;

/// A Project: a namespace in which Freight is promoted from Stage to Stage.
///
/// - `metadata`: name, labels, annotations and the like.
/// - `status`: what the management controller found out about the Project.
public record Project(Metadata metadata, ProjectStatus status) {
    /// Reads a stored object, leniently: what is missing or malformed counts as absent.
    public static Project read(KubeObject object) {
        return Wire.read(Project.class, object.view());
    }
}
