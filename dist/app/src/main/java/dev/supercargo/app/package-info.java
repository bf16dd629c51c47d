/// Makes, wires, starts and stops: the composition roots.
///
/// - **In:** the command line.
/// - **Out:** a running system.
/// - **Does not know:** any rule.
///
/// Start at [Main], then [Laptop] and [ControlPlane].
@NullMarked
package dev.supercargo.app;

import org.jspecify.annotations.NullMarked;
