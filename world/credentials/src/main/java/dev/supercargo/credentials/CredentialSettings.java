package dev.supercargo.credentials;

import dev.supercargo.decisions.credentials.Surroundings;

/// How credentials are looked up.
///
/// @param sharedNamespace where Secrets for all Projects are, empty for nowhere
/// @param overHttp whether credentials may be shown to repositories over plain HTTP
/// @param surroundings cloud identities of this process
public record CredentialSettings(String sharedNamespace, boolean overHttp, Surroundings surroundings) {
    /// The usual settings.
    public static final CredentialSettings USUAL =
            new CredentialSettings("kargo-shared-resources", false, Surroundings.PLAIN);
}
