/// Lists everything that keeps something from progressing, by looking at the objects alone.
///
/// - **In:** a [Picture] of the objects, `Instant now`.
/// - **Out:** [dev.supercargo.decisions.problem.Problem]s, from what conditions say and from what nobody says (silence:
///   what should have happened long ago). Any process that may read the objects finds the same ones.
/// - **Does not know:** whether a controller runs; that is the point.
///
/// Start at [Inspection].
@NullMarked
package dev.supercargo.decisions.inspection;

import org.jspecify.annotations.NullMarked;
