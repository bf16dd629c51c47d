/// Whatever keeps an object from progressing, as a value.
///
/// - **In:** what was wished, what stood in the way, the words of a refusal.
/// - **Out:** [Problem]s with a stable [ProblemCode], the remedy, and one Event for each ([Problem#eventName]).
/// - **Does not know:** where problems are found (`inspection`), and where they are shown.
///
/// Start at [Problem].
@NullMarked
package dev.supercargo.decisions.problem;

import org.jspecify.annotations.NullMarked;
