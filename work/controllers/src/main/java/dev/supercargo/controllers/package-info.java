/// Effects meet decisions: a package for each resource, each with its observer, its applier and its turn.
///
/// - **In:** what changed in the cluster, and what the outside world answers.
/// - **Out:** objects and statuses written, Events, moments to look again.
/// - **Does not know:** rules (they are in `core/decisions`), nor who wires what (that is `dist/app`).
///
/// Start at `stage`, the middle of the flow; `warehouse` is before it and `promotion` after it.
@NullMarked
package dev.supercargo.controllers;

import org.jspecify.annotations.NullMarked;
