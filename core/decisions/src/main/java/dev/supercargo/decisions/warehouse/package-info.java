/// Decides whether a Warehouse looks for artifacts now, and what becomes of what it found.
///
/// - **In:** a Warehouse as stored; what its subscriptions found; the moment.
/// - **Out:** [WarehousePlan] (what to ask), then [WarehouseDecision] (the Freight to create), then
/// [WarehouseConclusion]
///   (the status to write, what to announce, when to look again).
/// - **Does not know:** how artifacts are found, the cluster, the clock.
///
/// A sandwich (controllers.md 5): [WarehousePlan], the sources (I/O), [WarehouseDecision], the creation (I/O),
/// [WarehouseConclusion].
@NullMarked
package dev.supercargo.decisions.warehouse;

import org.jspecify.annotations.NullMarked;
