package dev.supercargo.decisions.credentials;

import java.util.Map;

/// What a provider makes of a request without asking anybody.
public sealed interface ProviderAnswer {
    /// Here they are.
    record Known(Credentials credentials) implements ProviderAnswer {}

    /// There are none, and no other provider is asked: the repository is accessed anonymously.
    record None(String why) implements ProviderAnswer {}

    /// A token must be got from elsewhere first.
    record NeedsToken(Provider provider) implements ProviderAnswer {}

    /// The Secret's data are wrong; the message is the one that users know.
    record Wrong(String why) implements ProviderAnswer {}

    /// The answer of a provider.
    ///
    /// @param url in normal form
    static ProviderAnswer of(
            Provider provider, String project, String url, Map<String, String> annotations, Map<String, String> data) {
        return switch (provider) {
            case BASIC -> {
                String username = data.getOrDefault("username", "");
                String password = data.getOrDefault("password", "");
                yield username.isEmpty() || password.isEmpty()
                        ? new None("username or password is empty")
                        : new Known(new Credentials.Basic(username, password));
            }
            case SSH -> {
                String key = data.getOrDefault("sshPrivateKey", "");
                yield key.isEmpty() ? new None("sshPrivateKey is empty") : new Known(new Credentials.SshKey(key));
            }
            case GITHUB_APP -> GithubApp.answer(project, url, annotations, data);
            case ACR_WORKLOAD_IDENTITY, ECR_ACCESS_KEY, ECR_MANAGED_IDENTITY, GAR_KEY, GAR_WORKLOAD_IDENTITY ->
                new NeedsToken(provider);
        };
    }
}
