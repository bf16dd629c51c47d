/// Looks whether an installation has what it needs.
///
/// - **In:** a cluster as somebody sees it who may ask about others (access reviews).
/// - **Out:** a report, and the manifests that mend what is missing.
/// - **Does not know:** how anything works that needs the permissions.
///
/// Start at [Doctor].
@NullMarked
package dev.supercargo.app.doctor;

import org.jspecify.annotations.NullMarked;
