package dev.supercargo.promotion.git;

import dev.supercargo.decisions.credentials.Credentials;
import dev.supercargo.git.Identity;
import java.util.Optional;

/// What git steps need to know of the installation.
public interface GitAccess {
    /// What is shown to a repository on behalf of a Project; empty for nothing.
    Optional<Credentials> credentials(String project, String repoUrl);

    /// Who commits and tags where a step does not say it.
    Identity identity();
}
