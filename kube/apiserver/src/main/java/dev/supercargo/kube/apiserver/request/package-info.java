/// Requests taken apart: path, parameters, accepted media types, bodies.
///
/// - **In:** an [dev.supercargo.kube.apiserver.ApiRequest].
/// - **Out:** [RequestInfo], [Query], [Negotiated], document trees; 400, 406 or 415 for what cannot be understood.
/// - **Does not know:** which resources exist.
///
/// Start at [RequestInfo].
@NullMarked
package dev.supercargo.kube.apiserver.request;

import org.jspecify.annotations.NullMarked;
