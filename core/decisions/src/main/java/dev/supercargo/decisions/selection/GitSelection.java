package dev.supercargo.decisions.selection;

import dev.supercargo.decisions.selection.semver.Semver;
import dev.supercargo.meta.GoText;
import dev.supercargo.model.DiscoveredCommit;
import dev.supercargo.model.GitSubscription;
import dev.supercargo.model.ObservedRefs;
import dev.supercargo.model.ObservedTag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/// Which commits of a repository a git subscription selects, and in which order (sources.md 2.3).
///
/// ```
/// branch strategy:  commits, newest first --expression--> --paths--> first `limit`
/// tag strategies:   tags --names, versions--> --expression--> sorted --paths--> first `limit`
/// ```
public final class GitSelection {
    /// Above so many tags, refs are not recorded (the status would grow too large).
    private static final int MOST_OBSERVED_TAGS = 1_000;

    private static final int FIRST_BATCH = 32;
    private static final int LARGEST_BATCH = 512;
    private static final Comparator<TagFacts> BY_NAME = Comparator.comparing(TagFacts::tag, GoText.BY_BYTES);
    private static final Comparator<TagFacts> NEWEST =
            Comparator.comparing(TagFacts::created).reversed().thenComparing(BY_NAME);

    private final GitSubscription subscription;
    private final Strategy strategy;
    private final ExpressionFilter expression;
    private final PathFilter paths;
    private final TagFilter tags;

    /// How commits are found.
    public enum Strategy {
        /// The commits of a branch.
        NEWEST_FROM_BRANCH,
        /// Tags that are versions, the highest first.
        SEMVER,
        /// Tags by name, the last first.
        LEXICAL,
        /// Tags by date, the newest first.
        NEWEST_TAG
    }

    private GitSelection(
            GitSubscription subscription,
            Strategy strategy,
            ExpressionFilter expression,
            PathFilter paths,
            TagFilter tags) {
        this.subscription = subscription;
        this.strategy = strategy;
        this.expression = expression;
        this.paths = paths;
        this.tags = tags;
    }

    /// Reads a subscription.
    ///
    /// @throws SelectionException when an expression, pattern or constraint cannot be read, or a removed
    ///     field is set
    public static GitSelection of(GitSubscription subscription) {
        Strategy strategy = switch (subscription.strategy()) {
            case "SemVer" -> Strategy.SEMVER;
            case "Lexical" -> Strategy.LEXICAL;
            case "NewestTag" -> Strategy.NEWEST_TAG;
            case GitSubscription.NEWEST_FROM_BRANCH -> Strategy.NEWEST_FROM_BRANCH;
            default ->
                throw new SelectionException("commitSelectionStrategy " + GoText.quote(subscription.strategy())
                        + " is not known; use NewestFromBranch, SemVer, Lexical or NewestTag");
        };
        if (strategy == Strategy.NEWEST_FROM_BRANCH) {
            return base(subscription, strategy, TagFilter.of(List.of(), List.of()));
        }
        try {
            GitSelection base = base(subscription, strategy, TagFilter.of(List.of(), List.of()));
            refuseRemoved("AllowTags", subscription.allowTags().isEmpty());
            refuseRemoved("IgnoreTags", subscription.ignoreTags().isEmpty());
            TagFilter tags = TagFilter.of(subscription.allowTagsRegexes(), subscription.ignoreTagsRegexes());
            TagFilter filter = strategy == Strategy.SEMVER
                    ? tags.versions(Boolean.TRUE.equals(subscription.strictSemvers()), subscription.semverConstraint())
                    : tags;
            return new GitSelection(subscription, strategy, base.expression, base.paths, filter);
        } catch (SelectionException e) {
            throw e.within("error building tag based selector");
        }
    }

    private static GitSelection base(GitSubscription subscription, Strategy strategy, TagFilter tags) {
        try {
            return new GitSelection(
                    subscription,
                    strategy,
                    ExpressionFilter.of(subscription.expressionFilter()),
                    PathFilter.of(subscription.includePaths(), subscription.excludePaths()),
                    tags);
        } catch (SelectionException e) {
            throw e.within("error building base selector");
        }
    }

    private static void refuseRemoved(String field, boolean absent) {
        if (!absent) {
            throw new SelectionException(
                    field + " is deprecated and unsupported as of v1.11.0; use " + field + "Regexes instead");
        }
    }

    /// The same at this time: what `now()` tells in its expression.
    public GitSelection at(Instant now) {
        return new GitSelection(subscription, strategy, expression.at(now), paths, tags);
    }

    /// How commits are found.
    public Strategy strategy() {
        return strategy;
    }

    /// The branch to walk, empty for the repository's default.
    public Optional<String> branch() {
        return Optional.of(subscription.branch()).filter(name -> !name.isEmpty());
    }

    /// From when on commits count.
    public Optional<Instant> since() {
        return Optional.ofNullable(subscription.since());
    }

    /// What is remembered of the refs, so that discovery need not look further while they stay: the head of
    /// the branch, or all tags that qualify by name. Empty where that is not to be relied on (sources.md
    /// 2.6).
    public Optional<ObservedRefs> observe(Optional<String> branchHead, NavigableMap<String, String> allTags) {
        if (strategy == Strategy.NEWEST_FROM_BRANCH) {
            return branchHead.map(head -> new ObservedRefs(head, List.of()));
        }
        List<ObservedTag> observed = allTags.entrySet().stream()
                .filter(tag -> tags.accepts(tag.getKey()))
                .sorted(Map.Entry.comparingByKey(GoText.BY_BYTES))
                .map(tag -> new ObservedTag(tag.getKey(), tag.getValue()))
                .toList();
        return observed.size() > MOST_OBSERVED_TAGS ? Optional.empty() : Optional.of(new ObservedRefs("", observed));
    }

    /// Selects from the history of the branch, which is walked only as far as needed.
    public <E extends Exception> List<DiscoveredCommit> fromBranch(
            Iterator<CommitFacts> history, ChangedPaths<E> changes) throws E {
        var selected = new ArrayList<DiscoveredCommit>();
        int size = paths.isEmpty() ? 1 : FIRST_BATCH;
        while (selected.size() < subscription.limit() && history.hasNext()) {
            var batch = new ArrayList<CommitFacts>(size);
            while (batch.size() < size && history.hasNext()) {
                batch.add(history.next());
            }
            try {
                batch.removeIf(commit -> !expression.accepts(commit));
            } catch (SelectionException e) {
                throw e.within("error selecting relevant commits from branch");
            }
            for (CommitFacts commit : withPaths(batch, CommitFacts::id, changes)) {
                if (selected.size() < subscription.limit()) {
                    selected.add(record(commit, subscription.branch(), "", commit.date()));
                }
            }
            size = paths.isEmpty() ? 1 : Math.min(2 * size, LARGEST_BATCH);
        }
        return selected;
    }

    /// Selects from all tags of the repository, in whatever order they come.
    public <E extends Exception> List<DiscoveredCommit> fromTags(Collection<TagFacts> all, ChangedPaths<E> changes)
            throws E {
        List<TagFacts> named = all.stream()
                .filter(tag -> tags.accepts(tag.tag()))
                .sorted(NEWEST)
                .toList();
        List<TagFacts> sorted;
        try {
            sorted = named.stream().filter(expression::accepts).sorted(order()).toList();
        } catch (SelectionException e) {
            throw e.within("error filtering tags by expression");
        }
        var selected = new ArrayList<DiscoveredCommit>();
        for (int from = 0; from < sorted.size() && selected.size() < subscription.limit(); from += FIRST_BATCH) {
            List<TagFacts> batch = sorted.subList(from, Math.min(from + FIRST_BATCH, sorted.size()));
            for (TagFacts tag : withPaths(batch, facts -> facts.commit().id(), changes)) {
                if (selected.size() < subscription.limit()) {
                    selected.add(record(tag.commit(), "", tag.tag(), tag.created()));
                }
            }
        }
        return selected;
    }

    /// Whether a push to a ref can change what is selected (sources.md 2.7).
    public boolean concerns(String ref) {
        if (strategy != Strategy.NEWEST_FROM_BRANCH) {
            return ref.startsWith("refs/tags/") && tags.accepts(ref.substring("refs/tags/".length()));
        }
        return branch().map(name -> ref.equals("refs/heads/" + name))
                .orElse(ref.equals("refs/heads/main") || ref.equals("refs/heads/master"));
    }

    /// Whether a push that changed these paths can change what is selected.
    public boolean concernsPaths(Collection<String> changed) {
        return paths.matches(changed);
    }

    private Comparator<TagFacts> order() {
        return switch (strategy) {
            case SEMVER -> Comparator.comparing(tag -> tags.version(tag.tag()).orElseThrow(), Semver.NEWEST_FIRST);
            case LEXICAL -> BY_NAME.reversed();
            case NEWEST_TAG, NEWEST_FROM_BRANCH -> NEWEST;
        };
    }

    private <T, E extends Exception> List<T> withPaths(
            List<T> candidates, java.util.function.Function<T, String> id, ChangedPaths<E> changes) throws E {
        if (paths.isEmpty() || candidates.isEmpty()) {
            return candidates;
        }
        Map<String, List<String>> changed =
                changes.of(candidates.stream().map(id).distinct().toList());
        return candidates.stream()
                .filter(candidate -> paths.matches(changed.getOrDefault(id.apply(candidate), List.of())))
                .toList();
    }

    private static DiscoveredCommit record(CommitFacts commit, String branch, String tag, Instant date) {
        return new DiscoveredCommit(
                commit.id(),
                branch,
                tag,
                Subjects.shorten(commit.subject()),
                commit.author(),
                commit.committer(),
                date);
    }
}
