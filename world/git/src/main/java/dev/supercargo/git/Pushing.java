package dev.supercargo.git;

import dev.supercargo.meta.Failure;
import dev.supercargo.meta.WorldException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/// Integrates what others have pushed, then pushes; again, if others were faster (steps.md 6.5).
final class Pushing {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// What the parentheses of git's status line say when somebody else was faster.
    private static final Pattern LOST_RACE =
            Pattern.compile("\\[(?:remote )?rejected\\].*\\((?:non-fast-forward|fetch first"
                    + "|stale info|cannot lock ref.*|incorrect old value provided|failed to update ref)\\)");

    private final WorkingTree tree;
    private final Remote remote;

    Pushing(WorkingTree tree, Remote remote) {
        this.tree = tree;
        this.remote = remote;
    }

    PushOutcome push(Push push) throws InterruptedException {
        return switch (push) {
            case Push.Tag(var name) -> pushTag(name);
            case Push.Head head -> {
                String target = head.target().isEmpty() ? tree.branch().orElse("") : head.target();
                if (target.isEmpty()) {
                    throw new WorldException(
                            new Failure.Permanent("error pushing branch: invalid refspec 'HEAD:': HEAD is"
                                    + " detached; name a targetBranch, or check out a branch"));
                }
                yield pushHead(head, target);
            }
        };
    }

    private PushOutcome pushTag(String name) throws InterruptedException {
        GitCommand.Result result = talk(tree.command("push", "--porcelain", "origin", "refs/tags/" + name));
        if (!result.succeeded()) {
            throw refused("error pushing tag " + name + " to", result);
        }
        return new PushOutcome.Pushed(tree.head(), tree.branch().orElse(""));
    }

    private PushOutcome pushHead(Push.Head push, String target) throws InterruptedException {
        ReentrantLock lock = tree.git().pushLock(remote.url(), target);
        lock.lockInterruptibly();
        try {
            Duration pause = FIRST_PAUSE;
            for (int attempt = 1; ; attempt++) {
                if (!push.force()) {
                    Optional<PushOutcome> obstacle = integrate(push.policy(), target);
                    if (obstacle.isPresent()) {
                        return obstacle.get();
                    }
                }
                Optional<String> lost = attempt(push, target);
                if (lost.isEmpty()) {
                    return new PushOutcome.Pushed(tree.head(), target);
                }
                if (attempt >= push.attempts()) {
                    throw new WorldException(new Failure.Conflict(
                            "error pushing branch " + target + " to " + remote.shownUrl() + ": others were faster "
                                    + attempt + " times: " + lost.get(),
                            false));
                }
                Thread.sleep(pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2 + 1)));
                Duration longer = pause.multipliedBy(3).dividedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Pushes once; what git said if somebody else was faster, else empty.
    private Optional<String> attempt(Push.Head push, String target) throws InterruptedException {
        var call = tree.command("push", "--porcelain");
        if (push.force()) {
            call.and("--force");
        }
        GitCommand.Result result = talk(call.and("origin", "HEAD:refs/heads/" + target));
        if (result.succeeded()) {
            return Optional.empty();
        }
        if (!push.force() && LOST_RACE.matcher(result.text()).find()) {
            return Optional.of(GitFailures.brief(result));
        }
        throw refused("error pushing branch " + target + " to", result);
    }

    /// Brings HEAD on top of, or together with, what the remote branch has; the reason why that is
    /// impossible.
    private Optional<PushOutcome> integrate(IntegrationPolicy policy, String target) throws InterruptedException {
        if (!tree.git().refs(remote).branches().containsKey(target)) {
            return Optional.empty();
        }
        String tracking = "refs/remotes/origin/" + target;
        GitCommand.Result fetched =
                talk(tree.command("fetch", "--quiet", "--no-tags", "origin", "+refs/heads/" + target + ":" + tracking));
        if (!fetched.succeeded()) {
            throw GitFailures.of(remote, "error fetching branch " + target + " of", fetched);
        }
        return switch (policy) {
            case ALWAYS_REBASE -> rebase(target);
            case ALWAYS_MERGE -> merge(target);
            case REBASE_OR_MERGE -> isRebaseSafe(tracking) ? rebase(target) : merge(target);
            case REBASE_OR_FAIL ->
                isRebaseSafe(tracking) ? rebase(target) : Optional.of(new PushOutcome.RebaseUnsafe());
        };
    }

    private Optional<PushOutcome> rebase(String target) throws InterruptedException {
        return pull("--rebase", target, "error pulling and rebasing branch");
    }

    private Optional<PushOutcome> merge(String target) throws InterruptedException {
        return pull("--no-rebase", target, "error pulling and merging branch");
    }

    private Optional<PushOutcome> pull(String how, String target, String wish) throws InterruptedException {
        GitCommand.Result result =
                talk(tree.command("pull", "--quiet", "--no-edit", "--no-tags", how, "origin", "refs/heads/" + target));
        if (result.succeeded()) {
            return Optional.empty();
        }
        boolean rebasing = exists("rebase-merge") || exists("rebase-apply");
        boolean merging = exists("MERGE_HEAD");
        List<String> unmerged = rebasing || merging ? unmerged(wish) : List.of();
        if (rebasing) {
            tree.require(wish, tree.command("rebase", "--abort"));
        } else if (merging) {
            tree.require(wish, tree.command("merge", "--abort"));
        }
        if (!unmerged.isEmpty()) {
            return Optional.of(new PushOutcome.MergeConflict("branch " + target + " of " + remote.shownUrl()
                    + " has other changes of the same lines in " + String.join(", ", unmerged)));
        }
        throw GitFailures.of(remote, wish + " " + target + " of", result);
    }

    /// The files that git could not bring together.
    private List<String> unmerged(String wish) throws InterruptedException {
        return tree.require(wish, tree.command("diff", "--name-only", "--diff-filter=U"))
                .text()
                .lines()
                .toList();
    }

    /// Whether a rebase of the commits beyond the remote branch keeps what their signatures say: with
    /// signing on, all of
    /// them are signed by us; with signing off, all of them are unsigned.
    private boolean isRebaseSafe(String tracking) throws InterruptedException {
        boolean signs = tree.command("config", "--type=bool", "commit.gpgSign")
                .run()
                .text()
                .equals("true");
        String marks = tree.require(
                        "error reading signatures", tree.command("log", "--format=%G?", tracking + "..HEAD", "--"))
                .text();
        return marks.lines().allMatch(mark -> mark.equals(signs ? "G" : "N"));
    }

    private boolean exists(String file) throws InterruptedException {
        String path = tree.require("error looking for " + file, tree.command("rev-parse", "--git-path", file))
                .text();
        return Files.exists(tree.directory().resolve(Path.of(path)));
    }

    private WorldException refused(String wish, GitCommand.Result result) {
        String status = result.text()
                .lines()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1).strip().replace('\t', ' '))
                .findFirst()
                .orElse("");
        if (status.isEmpty()) {
            return GitFailures.of(remote, wish, result);
        }
        return new WorldException(new Failure.Permanent(
                wish + " " + remote.shownUrl() + ": " + status + "; " + GitFailures.brief(result)));
    }

    private GitCommand.Result talk(GitCommand command) throws InterruptedException {
        return tree.git().limited(remote, command.to(remote));
    }
}
