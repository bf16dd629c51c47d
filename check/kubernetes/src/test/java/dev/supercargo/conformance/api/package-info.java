/// One list of cases for two API servers: the embedded one and a real kube-apiserver.
///
/// - **In:** an [Api], whichever server answers.
/// - **Out:** an assertion error for each case whose server behaves otherwise.
/// - **Does not know:** which server it is; what the two may differ in is in `docs/embedded-api-server.md`.
///
/// Start at [Cases].
@NullMarked
package dev.supercargo.conformance.api;

import org.jspecify.annotations.NullMarked;
