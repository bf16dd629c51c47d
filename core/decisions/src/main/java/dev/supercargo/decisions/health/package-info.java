/// Decides how healthy a Stage is: how its health checks combine, and what one Argo CD Application tells.
///
/// - **In:** the checks that the last Promotion left behind, and the answers of the checkers (or the Applications).
/// - **Out:** [Assessment]: how the Stage fares, and the Applications whose status is too old to be trusted.
/// - **Does not know:** Stages, the cluster, the clock.
///
/// Start at [HealthAssessment].
@NullMarked
package dev.supercargo.decisions.health;

import org.jspecify.annotations.NullMarked;
