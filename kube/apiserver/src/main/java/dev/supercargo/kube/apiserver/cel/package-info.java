/// Validation rules written in CEL: `x-kubernetes-validations` (kubernetes-api.md 9.5).
///
/// - **In:** structural schemas with rules, objects before and after a write.
/// - **Out:** field errors; what is wrong with the rules themselves.
/// - **Does not know:** HTTP, the store, admission.
///
/// Start at [Rules] (evaluation) and [RuleChecks] (what a definition may not contain); [AdmissionExpression] is for
/// conditions about requests. The types of the CEL library stay inside.
@NullMarked
package dev.supercargo.kube.apiserver.cel;

import org.jspecify.annotations.NullMarked;
