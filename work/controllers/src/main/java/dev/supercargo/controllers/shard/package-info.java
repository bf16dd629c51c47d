/// Which controller looks after which object, where several share the work (controllers.md 3).
///
/// - **In:** labels of an object.
/// - **Out:** whether this controller handles it.
///
/// Start at [Shard].
@NullMarked
package dev.supercargo.controllers.shard;

import org.jspecify.annotations.NullMarked;
