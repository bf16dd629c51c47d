/// Which old Promotions and Freight may go (controllers.md 15).
///
/// - **In:** what a Project holds, [Retention], the time.
/// - **Out:** names of what may be deleted.
/// - **Does not know:** when or how often that is asked.
///
/// Start at [Garbage].
@NullMarked
package dev.supercargo.decisions.garbage;

import org.jspecify.annotations.NullMarked;
