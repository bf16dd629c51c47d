package dev.supercargo.git;

import java.util.Optional;

/// Who makes commits and tags, and with which OpenPGP key they are signed.
///
/// @param signingKey an armoured private key without passphrase; its texts never show it
public record Identity(String name, String email, Optional<String> signingKey) {
    /// Who it is where nobody says otherwise.
    public static final Identity DEFAULT = of("Kargo", "no-reply@kargo.io");

    /// Somebody who does not sign.
    public static Identity of(String name, String email) {
        return new Identity(name, email, Optional.empty());
    }

    @Override
    public String toString() {
        return name + " <" + email + ">" + (signingKey.isPresent() ? " (signs)" : "");
    }
}
