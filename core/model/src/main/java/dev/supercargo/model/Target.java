package dev.supercargo.model;

import dev.supercargo.meta.KubeObject;

/// A Target: one of many places that a Stage promotes to.
///
/// - `metadata`: name, labels, annotations and the like.
/// - `spec`: what is known about the Target.
/// - `status`: nothing yet.
public record Target(Metadata metadata, TargetSpec spec, TargetStatus status) {
    /// Reads a stored object, leniently: what is missing or malformed counts as absent.
    public static Target read(KubeObject object) {
        return Wire.read(Target.class, object.view());
    }
}
