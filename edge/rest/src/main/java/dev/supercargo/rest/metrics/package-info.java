/// Numbers about the process, in Prometheus' text form.
///
/// - **In:** the watch over problems, the pulses of controllers, the objects.
/// - **Out:** the text of `/metrics`, and its documentation.
/// - **Does not know:** who collects it.
///
/// Start at [Meters].
@NullMarked
package dev.supercargo.rest.metrics;

import org.jspecify.annotations.NullMarked;
