/// Decides what becomes of a Promotion when it is looked at, and how it stands after a pass over its
/// steps.
///
/// - **In:** [PromotionView], all that a Promotion's turn may look at, read once; the time.
/// - **Out:** [PromotionDecision], with the status to write and the [Ending] to tell.
/// - **Does not know:** steps and how they are run, the cluster, the clock.
///
/// ```
///   "" ──> Pending ──(its Stage names it)──> Running ──> Succeeded | Failed | Errored
///   any of these ──(abort asked for)──> Aborted
/// ```
///
/// Start at [PromotionDecision].
@NullMarked
package dev.supercargo.decisions.promotion;

import org.jspecify.annotations.NullMarked;
