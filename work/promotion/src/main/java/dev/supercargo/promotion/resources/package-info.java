/// Steps about a Promotion itself and about the resources of its Project (steps.md 5.11, 12).
///
/// - **In:** a configuration; the Kubernetes API.
/// - **Out:** outputs, or changed Stages and Freight.
/// - **Does not know:** files, the network beyond the API.
///
/// Start at [SetMetadataStep].
@NullMarked
package dev.supercargo.promotion.resources;

import org.jspecify.annotations.NullMarked;
