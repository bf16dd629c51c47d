/// The commands that ask the REST API (cli.md).
///
/// - **In:** words of the command line.
/// - **Out:** text on standard output, an exit status.
/// - **Does not know:** what the answers mean.
///
/// Start at [Commands].
@NullMarked
package dev.supercargo.cli;

import org.jspecify.annotations.NullMarked;
