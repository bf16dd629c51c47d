package dev.supercargo.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a Warehouse looks for in a Git repository.
///
/// - `repoURL`: URL of the repository.
/// - `commitSelectionStrategy`: lexical, NewestFromBranch, NewestTag or SemVer. Absent means
///   NewestFromBranch.
/// - `branch`: branch to look at. Absent means the repository's default.
/// - `strictSemvers`: whether only full semantic versions count. Absent means yes.
/// - `semverConstraint`: constraint on versions.
/// - `allowTags`: regular expression that tags must match. Superseded by allowTagsRegexes.
/// - `allowTagsRegexes`: regular expressions, of which tags must match one.
/// - `ignoreTags`: tags that do not count. Superseded by ignoreTagsRegexes.
/// - `ignoreTagsRegexes`: regular expressions for tags that do not count.
/// - `expressionFilter`: expression that commits or tags must meet.
/// - `insecureSkipTLSVerify`: whether any certificate is accepted.
/// - `blobless`: whether file contents are fetched only when needed.
/// - `includePaths`: paths of which a commit must touch one.
/// - `excludePaths`: paths that do not count as touched.
/// - `discoveryLimit`: how many are found at most. Zero means 20.
/// - `since`: commits before this moment do not count.
public record GitSubscription(
        @Required String repoURL,
        String commitSelectionStrategy,
        String branch,
        @Nullable Boolean strictSemvers,
        String semverConstraint,
        String allowTags,
        List<String> allowTagsRegexes,
        List<String> ignoreTags,
        List<String> ignoreTagsRegexes,
        String expressionFilter,
        boolean insecureSkipTLSVerify,
        boolean blobless,
        List<String> includePaths,
        List<String> excludePaths,
        long discoveryLimit,
        @Nullable Instant since) {
    public GitSubscription {
        allowTagsRegexes = List.copyOf(allowTagsRegexes);
        ignoreTags = List.copyOf(ignoreTags);
        ignoreTagsRegexes = List.copyOf(ignoreTagsRegexes);
        includePaths = List.copyOf(includePaths);
        excludePaths = List.copyOf(excludePaths);
    }

    /// The strategy, [#NEWEST_FROM_BRANCH] where none is given.
    public String strategy() {
        return commitSelectionStrategy.isEmpty() ? NEWEST_FROM_BRANCH : commitSelectionStrategy;
    }

    /// The strategy that takes the newest commits of the branch.
    public static final String NEWEST_FROM_BRANCH = "NewestFromBranch";

    /// Whether only full semantic versions count.
    public boolean isStrict() {
        return strictSemvers == null || strictSemvers;
    }

    /// How many are found at most.
    public int limit() {
        return Subscription.limit(discoveryLimit);
    }
}
