/// Golden cases: what the field's reference did with given inputs, against what Supercargo does.
///
/// - **In:** JSON files of cases (`id`, `given`, `expect`).
/// - **Out:** for each case a [Verdict], for each file a line of counts.
/// - **Does not know:** how a rule works; an [Adapter] only carries `given` to public decisions (or the running system)
///   and compares with `expect`.
///
/// Start at [Golden].
@NullMarked
package dev.supercargo.golden;

import org.jspecify.annotations.NullMarked;
