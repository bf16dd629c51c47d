/// Decides about the verification of the Freight that a Stage holds, and builds the AnalysisRuns that carry it out.
///
/// - **In:** what the Stage holds, its health, the requests of users, the runs that exist.
/// - **Out:** [VerificationMove], the next move; [RunDraft], an AnalysisRun made of templates and arguments.
/// - **Does not know:** how a run is carried out, the rest of the Stage, the cluster.
///
/// Start at [VerificationMove].
@NullMarked
package dev.supercargo.decisions.verification;

import org.jspecify.annotations.NullMarked;
