package dev.supercargo.decisions.admission;

import com.google.re2j.Pattern;
import dev.supercargo.decisions.selection.semver.SemverException;
import dev.supercargo.decisions.selection.semver.VersionConstraint;
import dev.supercargo.model.ChartSubscription;
import dev.supercargo.model.GitSubscription;
import dev.supercargo.model.ImageSubscription;
import dev.supercargo.model.Subscription;
import java.util.ArrayList;
import java.util.List;

/// What must hold for one subscription of a Warehouse (resources.md 6.4, 8.6).
final class SubscriptionRules {
    private static final Pattern GIT_URL =
            Pattern.compile("(?:^(ssh|https?)://(?:([\\w-]+)(:(.+))?@)?([\\w-]+(?:\\.[\\w-]+)*)"
                    + "(?::(\\d{1,5}))?(/.*)$)|(?:^([\\w-]+)@([\\w+]+(?:\\.[\\w-]+)*):(/?.*))");
    private static final Pattern IMAGE_URL =
            Pattern.compile("^(\\w+([\\.-]\\w+)*(:[\\d]+)?/)?(\\w+([\\.-]\\w+)*)(/\\w+([\\.-]\\w+)*)*$");
    private static final Pattern CHART_URL =
            Pattern.compile("^(((https?)|(oci))://)([\\w\\d\\.\\-]+)(:[\\d]+)?(/.*)*$");
    private static final Pattern BRANCH = Pattern.compile("^[a-zA-Z0-9]([a-zA-Z0-9._\\/-]*[a-zA-Z0-9_-])?$");
    private static final int MAX_BRANCH = 255;
    private static final int MAX_LIMIT = 100;

    private final String path;
    private final AdmissionSettings.CacheByTag cacheByTag;
    private final List<FieldProblem> problems = new ArrayList<>();

    private SubscriptionRules(String path, AdmissionSettings.CacheByTag cacheByTag) {
        this.path = path;
        this.cacheByTag = cacheByTag;
    }

    /// What is wrong with a subscription that stands at `path`.
    static List<FieldProblem> problems(
            String path, Subscription subscription, AdmissionSettings.CacheByTag cacheByTag) {
        return switch (subscription) {
            case Subscription.Git git -> new SubscriptionRules(path + ".git", cacheByTag).git(git.spec());
            case Subscription.Image image -> new SubscriptionRules(path + ".image", cacheByTag).image(image.spec());
            case Subscription.Chart chart -> new SubscriptionRules(path + ".chart", cacheByTag).chart(chart.spec());
            case Subscription.Generic generic ->
                List.of(FieldProblem.invalid(
                        path, generic.type(), "subscriber registry lookup failed: no matching registration found"));
            case Subscription.Malformed malformed -> List.of(FieldProblem.invalid(path, null, malformed.reason()));
        };
    }

    private List<FieldProblem> git(GitSubscription git) {
        url(git.repoURL(), GIT_URL, "must be a valid Git repository URL");
        strategy(
                "commitSelectionStrategy",
                git.commitSelectionStrategy(),
                List.of("Lexical", "NewestFromBranch", "NewestTag", "SemVer"));
        if (git.branch().length() > MAX_BRANCH) {
            add("branch", git.branch(), "must have a maximum length of " + MAX_BRANCH);
        }
        if (!git.branch().isEmpty() && !BRANCH.matcher(git.branch()).find()) {
            add("branch", git.branch(), "must be a valid branch name");
        }
        constraint("semverConstraint", git.semverConstraint());
        limit(git.discoveryLimit());
        return problems;
    }

    private List<FieldProblem> image(ImageSubscription image) {
        url(image.repoURL(), IMAGE_URL, "must be a valid image repository URL");
        strategy(
                "imageSelectionStrategy",
                image.imageSelectionStrategy(),
                List.of("Digest", "Lexical", "NewestBuild", "SemVer"));
        boolean digest = image.strategy().equals("Digest");
        if (digest && image.constraint().isEmpty()) {
            add("constraint", "", "must be set when imageSelectionStrategy is Digest");
        } else if (image.strategy().equals("SemVer")) {
            constraint("constraint", image.constraint());
        }
        if (!image.platform().isEmpty() && !image.platform().contains("/")) {
            add("platform", image.platform(), "must be in format <os>/<arch>");
        }
        if (cacheByTag == AdmissionSettings.CacheByTag.REQUIRE && !digest && !image.cacheByTag()) {
            problems.add(FieldProblem.invalid(
                    path + ".cacheByTag",
                    false,
                    "caching image metadata by tag is required by controller configuration; enable with caution as this"
                            + " feature is safe only for subscriptions not involving \"mutable\" tags"));
        }
        limit(image.discoveryLimit());
        return problems;
    }

    private List<FieldProblem> chart(ChartSubscription chart) {
        url(chart.repoURL(), CHART_URL, "must be a valid Helm repository URL");
        boolean oci = chart.repoURL().startsWith("oci://");
        boolean http = chart.repoURL().startsWith("http://") || chart.repoURL().startsWith("https://");
        if (oci && !chart.name().isEmpty()) {
            add("name", chart.name(), "must be empty if repoURL starts with oci://");
        }
        if (http && chart.name().isEmpty()) {
            add("name", "", "must be non-empty if repoURL starts with http:// or https://");
        }
        constraint("semverConstraint", chart.semverConstraint());
        limit(chart.discoveryLimit());
        return problems;
    }

    private void url(String url, Pattern form, String why) {
        if (url.isEmpty()) {
            add("repoURL", "", "must have a minimum length of 1");
        }
        if (!form.matcher(url).find()) {
            add("repoURL", url, why);
        }
    }

    private void strategy(String field, String strategy, List<String> supported) {
        if (!supported.contains(strategy)) {
            problems.add(FieldProblem.unsupported(path + "." + field, strategy, supported));
        }
    }

    private void constraint(String field, String constraint) {
        try {
            if (!constraint.isEmpty()) {
                VersionConstraint.parse(constraint);
            }
        } catch (SemverException _) {
            add(field, constraint, "");
        }
    }

    private void limit(long limit) {
        if (limit < 1) {
            problems.add(FieldProblem.invalid(path + ".discoveryLimit", limit, "must be >= 1"));
        }
        if (limit > MAX_LIMIT) {
            problems.add(FieldProblem.invalid(path + ".discoveryLimit", limit, "must be <= " + MAX_LIMIT));
        }
    }

    private void add(String field, String value, String why) {
        problems.add(FieldProblem.invalid(path + "." + field, value, why));
    }
}
