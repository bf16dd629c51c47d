package dev.supercargo.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a Warehouse looks for in a repository of container images.
///
/// - `repoURL`: repository of the image.
/// - `imageSelectionStrategy`: digest, Lexical, NewestBuild or SemVer. Absent means SemVer.
/// - `constraint`: tag (Digest) or constraint on versions (SemVer).
/// - `strictSemvers`: whether only full semantic versions count. Absent means yes.
/// - `allowTags`: no longer supported: discovery fails when set.
/// - `allowTagsRegexes`: regular expressions, of which tags must match one.
/// - `ignoreTags`: no longer supported: discovery fails when set.
/// - `ignoreTagsRegexes`: regular expressions for tags that do not count.
/// - `platform`: platform, `os/arch`, that images must support.
/// - `insecureSkipTLSVerify`: whether any certificate is accepted.
/// - `cacheByTag`: whether what a tag names is taken never to change.
/// - `discoveryLimit`: how many are found at most. Zero means 20.
public record ImageSubscription(
        @Required String repoURL,
        String imageSelectionStrategy,
        String constraint,
        @Nullable Boolean strictSemvers,
        String allowTags,
        List<String> allowTagsRegexes,
        List<String> ignoreTags,
        List<String> ignoreTagsRegexes,
        String platform,
        boolean insecureSkipTLSVerify,
        boolean cacheByTag,
        long discoveryLimit) {
    public ImageSubscription {
        allowTagsRegexes = List.copyOf(allowTagsRegexes);
        ignoreTags = List.copyOf(ignoreTags);
        ignoreTagsRegexes = List.copyOf(ignoreTagsRegexes);
    }

    /// The strategy, `SemVer` where none is given.
    public String strategy() {
        return imageSelectionStrategy.isEmpty() ? "SemVer" : imageSelectionStrategy;
    }

    /// Whether only full semantic versions count.
    public boolean isStrict() {
        return strictSemvers == null || strictSemvers;
    }

    /// How many are found at most.
    public int limit() {
        return Subscription.limit(discoveryLimit);
    }
}
