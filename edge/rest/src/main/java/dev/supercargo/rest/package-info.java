/// The REST API (rest-api.md).
///
/// - **In:** HTTP requests.
/// - **Out:** answers in JSON.
/// - **Does not know:** rules, and who may ask what: see `core/access`.
///
/// Start at [RestApi].
@NullMarked
package dev.supercargo.rest;

import org.jspecify.annotations.NullMarked;
