/// Who may do what, and why: the only place where anything is allowed to anyone.
///
/// - **In:** nothing.
/// - **Out:** [Grants], and its renderings [Roles] and [PermissionsPage]; [Channels], where a missing one shows.
/// - **Does not know:** how access is checked, or who asks.
///
/// Start at [Grants].
@NullMarked
package dev.supercargo.access;

import org.jspecify.annotations.NullMarked;
