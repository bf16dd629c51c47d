/// Admission as a part of a running system: looks up what the rules want to see, and does what they say besides.
///
/// - **In:** an `AdmissionReview` from an API server's hook or webhook.
/// - **Out:** an `AdmissionVerdict`; objects that had to be made first have been made, Events are on their way.
/// - **Does not know:** which API server asks; no rule is in here.
///
/// Start at [Admission].
@NullMarked
package dev.supercargo.admission;

import org.jspecify.annotations.NullMarked;
