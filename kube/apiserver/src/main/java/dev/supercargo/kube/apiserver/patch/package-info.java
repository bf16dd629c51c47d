/// The three patches that describe a change (`kubernetes-api.md` 5.1 to 5.3); apply, which describes a wish,
/// has its own package.
///
/// - **In:** the body of a PATCH request, the object as it is, its schema (for strategic merge patches).
/// - **Out:** the object as it would be; malformed and failing patches as
///   [dev.supercargo.kube.apiserver.ApiError].
/// - **Does not know:** the store, admission, whether the result is valid.
///
/// Start at [Patch].
@NullMarked
package dev.supercargo.kube.apiserver.patch;

import org.jspecify.annotations.NullMarked;
