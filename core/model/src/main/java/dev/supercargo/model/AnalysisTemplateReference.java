package dev.supercargo.model;

/// Names an analysis template.
///
/// - `name`: name of the template.
/// - `kind`: kind of the template. Absent means AnalysisTemplate.
public record AnalysisTemplateReference(@Required String name, String kind) {}
