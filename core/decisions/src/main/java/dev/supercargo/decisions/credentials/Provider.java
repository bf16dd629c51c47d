package dev.supercargo.decisions.credentials;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who makes credentials of a Secret's data, or of the surroundings. The first that supports a request is
/// asked, and its answer is final (sources.md 7.3).
public enum Provider {
    BASIC("basic"),
    SSH("ssh"),
    ACR_WORKLOAD_IDENTITY("acr-workload-identity"),
    ECR_ACCESS_KEY("ecr-access-key"),
    ECR_MANAGED_IDENTITY("ecr-managed-identity"),
    GAR_KEY("gar-key"),
    GAR_WORKLOAD_IDENTITY("gar-workload-identity"),
    GITHUB_APP("github-app");

    private static final Pattern ACR = Pattern.compile("^([a-zA-Z0-9-]+)\\.azurecr\\.io/");
    private static final Pattern ECR = Pattern.compile("^([0-9]{12})\\.dkr\\.ecr\\.(.+)\\.amazonaws\\.com/");
    private static final Pattern GAR = Pattern.compile("^(?:.+-docker\\.pkg\\.dev/|(?:.+\\.)?gcr\\.io/)");

    private final String text;

    Provider(String text) {
        this.text = text;
    }

    /// The provider that takes a request; `url` is in normal form, `data` that of the chosen Secret (or
    /// nothing).
    public static Optional<Provider> of(
            RepositoryType type, String url, Map<String, String> data, Surroundings surroundings) {
        for (Provider provider : values()) {
            if (provider.supports(type, url, data, surroundings)) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }

    private boolean supports(RepositoryType type, String url, Map<String, String> data, Surroundings around) {
        boolean registry = type != RepositoryType.GIT;
        return switch (this) {
            case BASIC -> data.containsKey("username") && data.containsKey("password");
            case SSH -> data.containsKey("sshPrivateKey");
            case ACR_WORKLOAD_IDENTITY ->
                registry && around.azureWorkloadIdentity() && ACR.matcher(url).find();
            case ECR_ACCESS_KEY ->
                registry
                        && ECR.matcher(url).find()
                        && data.containsKey("awsRegion")
                        && data.containsKey("awsAccessKeyID")
                        && data.containsKey("awsSecretAccessKey");
            case ECR_MANAGED_IDENTITY ->
                registry && around.awsIdentity() && ECR.matcher(url).find();
            case GAR_KEY ->
                registry
                        && data.containsKey("gcpServiceAccountKey")
                        && GAR.matcher(url).find();
            case GAR_WORKLOAD_IDENTITY ->
                registry && around.googleIdentity() && GAR.matcher(url).find();
            case GITHUB_APP ->
                type == RepositoryType.GIT
                        && (url.startsWith("https://") || url.startsWith("http://"))
                        && GithubApp.isNamed(data);
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
