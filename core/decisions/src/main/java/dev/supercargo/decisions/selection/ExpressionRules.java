package dev.supercargo.decisions.selection;

import dev.supercargo.decisions.selection.semver.Semver;
import dev.supercargo.decisions.selection.url.RepositoryUrls;
import dev.supercargo.expr.functions.RepositoryNames;
import dev.supercargo.expr.functions.VersionRules;
import java.util.Optional;

/// What functions of expressions need of this package: how repositories are compared and versions read.
public final class ExpressionRules {
    /// The forms in which URLs are compared.
    public static final RepositoryNames REPOSITORIES =
            new RepositoryNames(RepositoryUrls::git, RepositoryUrls::image, RepositoryUrls::chart);

    /// The rules of versions.
    public static final VersionRules VERSIONS = new VersionRules() {
        @Override
        public Optional<Version> parse(String text) {
            return Semver.find(text)
                    .map(v -> new Version(v.major(), v.minor(), v.patch(), v.prerelease(), v.metadata(), v.original()));
        }

        @Override
        public int compare(Version a, Version b) {
            return semver(a).compareTo(semver(b));
        }

        private Semver semver(Version v) {
            return new Semver(v.major(), v.minor(), v.patch(), v.prerelease(), v.metadata(), v.original());
        }
    };

    private ExpressionRules() {}
}
