package dev.supercargo.decisions.problem;

import java.util.Optional;

/// What to do about a problem.
///
/// @param text the next step, in words
/// @param permission the permission to grant, where one is missing
public record Remedy(String text, Optional<MissingPermission> permission) {
    /// Something to do that is no grant.
    public static Remedy of(String text) {
        return new Remedy(text, Optional.empty());
    }

    /// Granting what is missing.
    public static Remedy grant(MissingPermission missing) {
        return new Remedy(
                "grant it: a role and binding with exactly this rule follow; `supercargo doctor --fix-yaml` prints all"
                        + " that is missing",
                Optional.of(missing));
    }

    /// Granting what was missing when something was tried, and trying it again.
    public static Remedy grantAnd(MissingPermission missing, String then) {
        return new Remedy(grant(missing).text() + ". Then: " + then, Optional.of(missing));
    }

    /// YAML ready for `kubectl apply -f -`, empty text where there is none.
    public String yaml() {
        return permission.map(MissingPermission::grantsYaml).orElse("");
    }
}
