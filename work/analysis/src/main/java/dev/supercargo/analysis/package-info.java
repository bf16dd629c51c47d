/// Carries out AnalysisRuns where Argo Rollouts does not.
///
/// - **In:** AnalysisRuns that nobody else carries out (by their label), Secrets that their arguments name.
/// - **Out:** measurements and phases in the runs' status, Events.
/// - **Does not know:** any rule of counting and assessing; those are in `dev.supercargo.decisions.analysis`. Kargo's
/// kinds.
///
/// Start at [AnalysisController]; a kind of measurement is a [Provider].
@NullMarked
package dev.supercargo.analysis;

import org.jspecify.annotations.NullMarked;
