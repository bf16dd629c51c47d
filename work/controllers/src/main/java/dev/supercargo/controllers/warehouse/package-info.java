/// Takes turns for Warehouses: asks the sources, creates the Freight that is decided, writes the status.
///
/// - **In:** Warehouses from a cache; sources of commits, images and charts.
/// - **Out:** Freight, Events, the status of the Warehouse.
/// - **Does not know:** any rule; those are in `dev.supercargo.decisions.warehouse`. How a source finds artifacts.
///
/// Start at [WarehouseController].
@NullMarked
package dev.supercargo.controllers.warehouse;

import org.jspecify.annotations.NullMarked;
