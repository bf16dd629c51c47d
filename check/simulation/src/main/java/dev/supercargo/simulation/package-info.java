/// Whole random pipelines in virtual time, on the real controllers.
///
/// - **In:** a seed, and how many events there are to be.
/// - **Out:** how much happened; or what was not as it must be, with the seed.
/// - **Does not know:** how anything is decided: it asserts what must come of it.
///
/// Start at [Simulation]; [World] is one seed's world.
@NullMarked
package dev.supercargo.simulation;

import org.jspecify.annotations.NullMarked;
