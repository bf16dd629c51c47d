package dev.supercargo.credentials;

import dev.supercargo.decisions.credentials.RepositorySecret;
import java.util.Optional;

/// What looking for a Secret came to.
public sealed interface Lookup {
    /// Credentials must not be shown to this repository, whatever there is.
    record Refused(String why) implements Lookup {}

    /// Providers may be asked, with the Secret that serves the request, if there is one.
    ///
    /// @param url the requested URL in normal form
    record Asked(String url, Optional<RepositorySecret> secret) implements Lookup {}
}
