/// Steps that copy, delete and write files in a Promotion's directory (steps.md 5.1 to 5.3).
///
/// - **In:** a configuration and the [dev.supercargo.promotion.WorkDir].
/// - **Out:** changed files.
/// - **Does not know:** git, documents, the network.
///
/// Start at [CopyStep].
@NullMarked
package dev.supercargo.promotion.files;

import org.jspecify.annotations.NullMarked;
