/// From repository URL to credentials, through the Secrets of a Project and the shared ones.
///
/// - **In:** a `CredentialRequest` (Project, type, URL), the Kubernetes API.
/// - **Out:** credentials, or none; a `WorldException` where Secrets cannot be read or are wrong.
/// - **Does not know:** what the credentials are used for. The rules are in
///   `dev.supercargo.decisions.credentials`.
///
/// Start at [RepositoryCredentials].
@NullMarked
package dev.supercargo.credentials;

import org.jspecify.annotations.NullMarked;
