/// Semantic versions and version constraints (sources.md 6).
///
/// - **In:** tags and constraints as people write them.
/// - **Out:** [Semver] with its order, [VersionConstraint] with its verdict.
/// - **Does not know:** where the texts come from.
///
/// Start at [Semver#parse].
@NullMarked
package dev.supercargo.decisions.selection.semver;

import org.jspecify.annotations.NullMarked;
