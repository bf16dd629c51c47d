package dev.supercargo.git;

import dev.supercargo.decisions.credentials.Credentials;
import java.util.Optional;

/// A repository elsewhere, and what is shown to it.
///
/// @param url as its user wrote it; user info in it is used but never shown
public record Remote(String url, Optional<Credentials> credentials, boolean insecureSkipTlsVerify) {
    /// A repository that anybody may read.
    public static Remote anonymous(String url) {
        return new Remote(url, Optional.empty(), false);
    }

    /// The same repository with credentials.
    public Remote with(Credentials shown) {
        return new Remote(url, Optional.of(shown), insecureSkipTlsVerify);
    }

    /// The URL without user info.
    public String shownUrl() {
        return Secrets.withoutUserInfo(url);
    }

    @Override
    public String toString() {
        return shownUrl();
    }
}
