package dev.supercargo.decisions.credentials;

import dev.supercargo.decisions.selection.url.RepositoryUrls;

/// What kind of repository credentials are for; each kind has Secrets of its own.
public enum RepositoryType {
    GIT("git"),
    IMAGE("image"),
    HELM("helm");

    private final String label;

    RepositoryType(String label) {
        this.label = label;
    }

    /// The value of the label `kargo.akuity.io/cred-type`.
    public String label() {
        return label;
    }

    /// The form in which URLs of this kind are compared.
    public String normalise(String url) {
        return switch (this) {
            case GIT -> RepositoryUrls.git(url);
            case IMAGE -> RepositoryUrls.image(url);
            case HELM -> RepositoryUrls.chart(url);
        };
    }
}
