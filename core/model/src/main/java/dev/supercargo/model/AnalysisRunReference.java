package dev.supercargo.model;

/// The AnalysisRun that carries a verification out.
///
/// - `namespace`: namespace of the AnalysisRun.
/// - `name`: name of the AnalysisRun.
/// - `phase`: phase of the AnalysisRun when it was last looked at.
public record AnalysisRunReference(
        @Required String namespace,
        @Required String name,
        @Required String phase) {}
