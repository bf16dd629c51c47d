package dev.supercargo.decisions.credentials;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.supercargo.decisions.selection.url.RepositoryUrls;
import dev.supercargo.meta.GoText;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Somebody in a Project wants credentials for a repository (sources.md 7.2).
public record CredentialRequest(String project, RepositoryType type, String repoUrl) {
    /// Whether credentials may be shown at all: never over plain HTTP, unless that is allowed.
    public boolean isAllowed(boolean overHttp) {
        return overHttp || !GoText.lowerCase(RepositoryUrls.sanitize(repoUrl)).startsWith("http://");
    }

    /// The URL in the form in which URLs are compared.
    public String normalUrl() {
        return type.normalise(repoUrl);
    }

    /// The namespaces to look into, in order; the first in which a Secret matches decides. Without a
    /// namespace for shared Secrets there is none to look into (and above all not every namespace).
    public List<String> namespaces(String shared) {
        return Stream.of(project, shared)
                .filter(namespace -> !namespace.isEmpty())
                .distinct()
                .toList();
    }

    /// The Secret of one namespace that serves the request: the first by name. One with the exact URL
    /// does not come before one with a pattern.
    ///
    /// @param secrets Secrets of this type
    public Optional<RepositorySecret> choose(Collection<RepositorySecret> secrets) {
        return secrets.stream()
                .filter(this::fits)
                .min(Comparator.comparing(secret -> secret.key().name(), GoText.BY_BYTES));
    }

    private boolean fits(RepositorySecret secret) {
        String url = secret.data().get(RepositorySecret.REPO_URL);
        if (url == null) {
            return false;
        }
        if (!"true".equals(secret.data().get(RepositorySecret.IS_REGEX))) {
            return type.normalise(url).equals(normalUrl());
        }
        try {
            Pattern pattern = Pattern.compile(url);
            return pattern.matcher(repoUrl).find()
                    || pattern.matcher(normalUrl()).find();
        } catch (PatternSyntaxException _) {
            return false; // the Secret serves nobody
        }
    }
}
