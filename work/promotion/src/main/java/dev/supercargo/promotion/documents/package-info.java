/// Steps that edit and read YAML and JSON files (steps.md 5.4, 5.5, 5.7).
///
/// - **In:** a configuration and a file of the [dev.supercargo.promotion.WorkDir].
/// - **Out:** the edited file and a commit message, or outputs that expressions take from it.
/// - **Does not know:** how edits are made (`world/documents`).
///
/// Start at [YamlUpdateStep].
@NullMarked
package dev.supercargo.promotion.documents;

import org.jspecify.annotations.NullMarked;
