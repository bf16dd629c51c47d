package dev.supercargo.git;

import dev.supercargo.decisions.credentials.Credentials;
import dev.supercargo.decisions.selection.GitSelection;
import dev.supercargo.decisions.selection.GitSelection.Strategy;
import dev.supercargo.decisions.selection.SelectionException;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.GoText;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.DiscoveredCommit;
import dev.supercargo.model.GitDiscovery;
import dev.supercargo.model.GitSubscription;
import dev.supercargo.model.ObservedRefs;
import dev.supercargo.model.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Carries out git subscriptions: plan ([GitSelection]), facts ([Git]), selection ([GitSelection] again).
public final class CommitDiscovery {
    private final Git git;

    public CommitDiscovery(Git git) {
        this.git = git;
    }

    /// What a subscription selects now. Refs that are as they were at the previous discovery cost one
    /// `ls-remote`.
    ///
    /// @param previous what the same subscription found before, if it was the same in every respect
    /// @throws WorldException `Permanent` when the subscription cannot be carried out as it is written;
    ///     else what the repository objects to
    public GitDiscovery discover(
            Subscription.Git subscription, Optional<GitDiscovery> previous, Optional<Credentials> credentials)
            throws InterruptedException {
        GitSubscription spec = subscription.spec();
        var remote = new Remote(spec.repoURL(), credentials, spec.insecureSkipTLSVerify());
        try {
            GitSelection selection = GitSelection.of(spec).at(Instant.now());
            RemoteRefs refs = refs(remote);
            Optional<ObservedRefs> observed = observe(selection, refs);
            Optional<List<DiscoveredCommit>> unchanged = previous.filter(
                            before -> before.repoURL().equals(spec.repoURL()))
                    .filter(before -> observed.isPresent() && observed.get().equals(before.observedRefs()))
                    .map(GitDiscovery::commits);
            List<DiscoveredCommit> commits =
                    unchanged.isPresent() ? unchanged.get() : select(selection, remote, spec.blobless(), refs);
            return new GitDiscovery(spec.repoURL(), commits, subscription.name(), observed.orElse(null));
        } catch (SelectionException e) {
            throw new WorldException(new Failure.Permanent(String.valueOf(e.getMessage())), e);
        }
    }

    /// What is remembered of the refs for the next discovery; empty where nothing is.
    static Optional<ObservedRefs> observe(GitSelection selection, RemoteRefs refs) {
        Optional<String> head =
                selection.branch().isPresent() ? selection.branch().map(refs.branches()::get) : refs.headCommit();
        return selection.observe(head, refs.tags());
    }

    private RemoteRefs refs(Remote remote) throws InterruptedException {
        try {
            return git.refs(remote);
        } catch (WorldException e) {
            throw within(cloning(remote), e);
        }
    }

    private List<DiscoveredCommit> select(GitSelection selection, Remote remote, boolean blobless, RemoteRefs refs)
            throws InterruptedException {
        try {
            if (selection.strategy() != Strategy.NEWEST_FROM_BRANCH) {
                return git.read(
                        remote,
                        blobless,
                        refs,
                        mirror -> selection.<InterruptedException>fromTags(mirror.tags(), mirror::changedPaths));
            }
            String branch = existing(selection, remote, refs);
            return git.read(remote, blobless, refs, mirror -> {
                try (CommitWalk history = mirror.history(branch, selection.since())) {
                    return selection.<InterruptedException>fromBranch(history, mirror::changedPaths);
                }
            });
        } catch (WorldException e) {
            throw e.failure().what().startsWith("error ") ? e : within(cloning(remote), e);
        }
    }

    /// The branch to walk, which must exist.
    private static String existing(GitSelection selection, Remote remote, RemoteRefs refs) {
        String url = GoText.quote(remote.shownUrl());
        if (selection.branch().isPresent()) {
            String branch = selection.branch().get();
            if (!refs.branches().containsKey(branch)) {
                throw new WorldException(new Failure.NotFound(cloning(remote) + ": branch " + GoText.quote(branch)
                        + " does not exist there; correct the subscription's branch, or push it"));
            }
            return branch;
        }
        Optional<String> branch = refs.headBranch().filter(refs.branches()::containsKey);
        return branch.orElseThrow(() -> new WorldException(new Failure.NotFound(
                "error selecting relevant commits from branch: error listing commits from git repo "
                        + url + ": error listing commits for repo " + url
                        + ": it has no default branch with commits; push some, or name a branch")));
    }

    private static String cloning(Remote remote) {
        String url = GoText.quote(remote.shownUrl());
        return "error cloning git repo " + url + ": error cloning repo " + url;
    }

    /// The same failure, seen from further out.
    private static WorldException within(String doing, WorldException e) {
        return new WorldException(e.failure().saying(doing + ": " + e.failure().what()), e);
    }
}
