/// Takes Promotions through their lives: observe, decide, run the steps, write what came of it.
///
/// - **In:** watched Promotions, Stages and Freight; an [dev.supercargo.promotion.Engine].
/// - **Out:** statuses, Events, and whatever the steps do to the world.
/// - **Does not know:** which Promotion is next: its Stage says so.
///
/// ```
/// wake (PromotionWakes) ──> PromotionTurn: PromotionObserver ──> PromotionDecision ──> PromotionApplier
///                                              │                       │ Begin               │
///                                           caches                 Engine.pass ──> saved ────┘
/// ```
///
/// Start at [PromotionController].
@NullMarked
package dev.supercargo.controllers.promotion;

import org.jspecify.annotations.NullMarked;
