package dev.supercargo.promotion.git;

import dev.supercargo.decisions.selection.url.RepositoryUrls;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where people see a commit (steps.md 7), as far as the repository's host tells.
final class CommitUrl {
    private static final Pattern PLACE = Pattern.compile("(?:https?|ssh)://(?:[^@/]*@)?([^/:]+)(?::\\d+)?/(.+?)");

    private static final Pattern WEB_OR_SSH = Pattern.compile("(?i)https?://|ssh://|[^/:]+@[^/:]+:");

    private CommitUrl() {}

    /// The page of a commit, or empty where the host is unknown.
    ///
    /// @param provider the kind of host, where the step names it
    static Optional<String> of(String repoUrl, Optional<String> provider, String commit) {
        if (!WEB_OR_SSH.matcher(repoUrl).lookingAt()) {
            return Optional.empty(); // such as a path on this machine
        }
        Matcher place = PLACE.matcher(RepositoryUrls.git(repoUrl));
        if (!place.matches()) {
            return Optional.empty();
        }
        String host = place.group(1);
        String repository = "https://" + host + "/" + place.group(2);
        return switch (provider.orElseGet(() -> inferred(host))) {
            case "github", "gitea" -> Optional.of(repository + "/commit/" + commit);
            case "gitlab" -> Optional.of(repository + "/-/commit/" + commit);
            case "bitbucket" -> Optional.of(repository + "/commits/" + commit);
            case "azure" -> Optional.of("https://dev.azure.com/" + place.group(2) + "/commit/" + commit);
            default -> Optional.empty();
        };
    }

    private static String inferred(String host) {
        if (host.contains("github") || host.endsWith(".ghe.com")) {
            return "github";
        }
        if (host.contains("gitlab")) {
            return "gitlab";
        }
        if (host.contains("gitea")) {
            return "gitea";
        }
        if (host.equals("bitbucket.org")) {
            return "bitbucket";
        }
        return host.equals("dev.azure.com") || host.endsWith("visualstudio.com") ? "azure" : "";
    }
}
