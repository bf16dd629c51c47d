/// Freight: its name, and where it is available.
///
/// - **In:** Freight's content and marks, a Stage's requests, `Instant now`.
/// - **Out:** [FreightName]; for each piece of Freight whether and why it may go to a Stage.
/// - **Does not know:** how Freight is made or stored.
///
/// Start at [FreightName].
@NullMarked
package dev.supercargo.decisions.freight;

import org.jspecify.annotations.NullMarked;
