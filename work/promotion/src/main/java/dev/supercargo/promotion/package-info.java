/// Runs Promotions: the contract of steps, the engine, and the list of built-in steps.
///
/// - **In:** a Promotion's steps with what is known of it ([PromotionRun]), and its directory.
/// - **Out:** how the pass went ([PassResult]); after every step what is to be remembered ([PromotionRun.Progress]).
/// - **Does not know:** Stages, queues, watches, or how a status is written.
///
/// Start at [StepEngine]; [StepRunner] is what a kind of steps implements; [BuiltinSteps] lists them.
@NullMarked
package dev.supercargo.promotion;

import org.jspecify.annotations.NullMarked;
