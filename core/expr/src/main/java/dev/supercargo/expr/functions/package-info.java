/// The functions that Kargo gives to expressions: Freight, discovered artifacts, data of the cluster, versions, and the
/// statuses of steps (expressions.md C).
///
/// - **In:** document trees (Freight references, discovered artifacts), and small lookups for what is read on demand.
/// - **Out:** lists of `HostFunction`s for an environment, grouped as the places of evaluation need them.
/// - **Does not know:** clients, credentials, how URLs and versions are read; that is passed in.
///
/// Start at [FreightFunctions] and [DataFunctions].
@NullMarked
package dev.supercargo.expr.functions;

import org.jspecify.annotations.NullMarked;
