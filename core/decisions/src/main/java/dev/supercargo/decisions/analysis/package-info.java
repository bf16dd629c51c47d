/// Decides what a run of an analysis does next: which measurements are due, and what the results amount to.
///
/// - **In:** an AnalysisRun as stored; the measurements that were taken; the moment.
/// - **Out:** [RunPlan] (what to measure now, or that there is nothing to do) and then [RunAssessment] (the new status,
/// the
///   next moment to look, Events).
/// - **Does not know:** how a provider measures, HTTP, the cluster, the clock.
///
/// A sandwich: [RunPlan], then the measuring (I/O), then [RunAssessment] (verification.md 3).
@NullMarked
package dev.supercargo.decisions.analysis;

import org.jspecify.annotations.NullMarked;
