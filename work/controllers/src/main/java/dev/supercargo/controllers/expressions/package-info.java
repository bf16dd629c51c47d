/// What expressions in Promotions and verifications may call, looked up through a Kubernetes API.
///
/// - **In:** a client; the Stage and the Freight that an expression is about.
/// - **Out:** host functions for the evaluator, one fresh set (and cache) for each evaluation.
/// - **Does not know:** the language, and how URLs and versions are compared (`core/decisions`).
///
/// Start at [KubeFunctions].
@NullMarked
package dev.supercargo.controllers.expressions;

import org.jspecify.annotations.NullMarked;
