/// Decides what a Stage does next.
///
/// - **In:** [StageView], all that a Stage turn may look at, read once; the moment.
/// - **Out:** [StageDecision]: steps in the order in which they count, each with the status that it leads to and the
///   [StageEffect]s to perform; after they were performed, [Conclusion]: the status to write, what to announce, when to
///   look again.
/// - **Does not know:** the cluster, the clock, threads.
///
/// Start at [StageDecision]; the phases of a regular Stage ([RegularStage]) run in the order of its text. [StageWakes]
/// says
/// which Stages a change concerns.
@NullMarked
package dev.supercargo.decisions.stage;

import org.jspecify.annotations.NullMarked;
