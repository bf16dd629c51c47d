/// Who else has a say in a write: hooks in process, webhooks, and the server's own admission rules.
///
/// - **In:** an [AdmissionRequest] for each object about to be created, updated or deleted.
/// - **Out:** an [AdmissionAnswer].
/// - **Does not know:** routes, storage.
///
/// Start at [AdmissionHook].
@NullMarked
package dev.supercargo.kube.apiserver.admission;

import org.jspecify.annotations.NullMarked;
