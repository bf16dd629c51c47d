/// Every rule of Supercargo, a package per question.
///
/// - **In:** values that were observed, and `Instant now`.
/// - **Out:** answers as sealed types, each with its reason.
/// - **Does not know:** I/O, the clock, threads, randomness, logging.
///
/// Start at the package that is named for your question.
@NullMarked
package dev.supercargo.decisions;

import org.jspecify.annotations.NullMarked;
