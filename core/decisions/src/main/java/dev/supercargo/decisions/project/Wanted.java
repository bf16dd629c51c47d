package dev.supercargo.decisions.project;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import java.util.Optional;

/// An object that a Project is to have.
///
/// - `phase`: the part that it belongs to.
/// - `compared`: the one field that is corrected where it differs (`subjects`, `rules`); empty where an existing object
/// is
///   left as it is.
public record Wanted(ProjectPhase phase, ResourceType type, KubeObject object, Optional<String> compared) {}
