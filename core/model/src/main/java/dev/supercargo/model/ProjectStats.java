package dev.supercargo.model;

/// Numbers about a Project.
///
/// - `warehouses`: warehouses of the Project.
/// - `stages`: Stages of the Project that promote something.
public record ProjectStats(KindStats warehouses, KindStats stages) {}
