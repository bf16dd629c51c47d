/// Sets the defaults of objects and says whether they may be stored (resources.md 8).
///
/// - **In:** an [AdmissionReview] (who wants which change) and [Lookups], through which the rules see other objects.
/// - **Out:** an [AdmissionVerdict]: the object as it shall be stored, with Events and first objects to make, or the
///   [Refusal] that the client receives.
/// - **Does not know:** the API server or webhooks that ask, the clock, randomness (a [NameSource] is passed in).
///
/// Start at [AdmissionRules]; each kind has a class of its own.
@NullMarked
package dev.supercargo.decisions.admission;

import org.jspecify.annotations.NullMarked;
