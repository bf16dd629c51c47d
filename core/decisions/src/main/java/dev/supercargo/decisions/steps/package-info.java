/// Decides what comes after a step of a Promotion has answered.
///
/// - **In:** a step's [StepAnswer], its [StepRecord] so far, its [RetryPolicy], the time.
/// - **Out:** a [Move]: advance, wait or try again; after the last step a [Conclusion].
/// - **Does not know:** how steps work, expressions, the cluster.
///
/// Start at [Move].
@NullMarked
package dev.supercargo.decisions.steps;

import org.jspecify.annotations.NullMarked;
