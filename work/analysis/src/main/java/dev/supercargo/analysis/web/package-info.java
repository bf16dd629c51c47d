/// Measures by asking a web address.
///
/// - **In:** the `web` provider's settings of a metric (verification.md 5.2).
/// - **Out:** a measurement: what the body holds at a path, and what that amounts to.
/// - **Does not know:** runs, counting, the cluster.
///
/// Start at [WebProvider].
@NullMarked
package dev.supercargo.analysis.web;

import org.jspecify.annotations.NullMarked;
