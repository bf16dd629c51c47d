/// Serves bare repositories over HTTP, for the demo and for tests.
///
/// - **In:** a folder of bare repositories.
/// - **Out:** [GitHttpServer], which answers git clients at `http://127.0.0.1:PORT/NAME.git`.
/// - **Does not know:** accounts; at most one user name with one password.
///
/// Start at [GitHttpServer].
@NullMarked
package dev.supercargo.git.server;

import org.jspecify.annotations.NullMarked;
