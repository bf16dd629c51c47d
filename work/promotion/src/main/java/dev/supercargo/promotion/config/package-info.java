/// What the configuration of a kind of steps must look like.
///
/// - **In:** JSON Schemas (data: one YAML file per kind) and a configuration.
/// - **Out:** its problems, in the words that users of Kargo know (steps.md 1.3).
/// - **Does not know:** what steps do.
///
/// Start at [ConfigSchema].
@NullMarked
package dev.supercargo.promotion.config;

import org.jspecify.annotations.NullMarked;
