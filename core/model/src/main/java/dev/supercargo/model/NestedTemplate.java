package dev.supercargo.model;

/// Names a template that is part of another.
///
/// - `templateName`: name of the template.
/// - `clusterScope`: whether it is a ClusterAnalysisTemplate.
public record NestedTemplate(String templateName, boolean clusterScope) {}
