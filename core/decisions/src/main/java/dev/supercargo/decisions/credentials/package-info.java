/// Credentials of repositories: which Secret serves which request, and what it yields (sources.md 7).
///
/// - **In:** a request (Project, type, URL) and the Secrets of a namespace.
/// - **Out:** [Credentials] or none, and why.
/// - **Does not know:** how Secrets are read.
///
/// Start at [Credentials].
@NullMarked
package dev.supercargo.decisions.credentials;

import org.jspecify.annotations.NullMarked;
