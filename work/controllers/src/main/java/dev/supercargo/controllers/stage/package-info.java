/// Takes turns for Stages: reads what a decision looks at, performs what it decides, writes the status once.
///
/// - **In:** caches of the kinds concerned, woken by changes.
/// - **Out:** marks on Freight, Promotions, AnalysisRuns, Events, the status of the Stage.
/// - **Does not know:** any rule; those are in `dev.supercargo.decisions.stage`.
///
/// Start at [StageController].
@NullMarked
package dev.supercargo.controllers.stage;

import org.jspecify.annotations.NullMarked;
