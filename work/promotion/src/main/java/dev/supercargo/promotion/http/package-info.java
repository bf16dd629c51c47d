/// The step that asks a web server and judges the answer (steps.md 10.1).
///
/// - **In:** a configuration; the network.
/// - **Out:** outputs that expressions take from the answer.
/// - **Does not know:** git, Kubernetes.
///
/// Start at [HttpStep].
@NullMarked
package dev.supercargo.promotion.http;

import org.jspecify.annotations.NullMarked;
