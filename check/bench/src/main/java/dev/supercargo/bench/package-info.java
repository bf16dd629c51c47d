/// Measures the whole system as its user sees it.
///
/// - **In:** sizes: Stages, rounds, Warehouses, megabytes, seconds.
/// - **Out:** one line of JSON per round.
/// - **Does not know:** what is inside; it sends Freight or commits, and looks through a client's watch over TLS.
///
/// Start at [Bench].
@NullMarked
package dev.supercargo.bench;

import org.jspecify.annotations.NullMarked;
