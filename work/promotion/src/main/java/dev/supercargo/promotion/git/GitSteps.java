package dev.supercargo.promotion.git;

import dev.supercargo.git.Git;
import dev.supercargo.git.Identity;
import dev.supercargo.git.WorkingTree;
import dev.supercargo.meta.WorldException;
import dev.supercargo.promotion.StepConfig;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepFailure;
import dev.supercargo.promotion.StepRunner;
import java.util.List;
import java.util.Optional;

/// The git steps, and what they share.
public final class GitSteps {
    private GitSteps() {}

    /// All of them.
    ///
    /// @param policy how others' commits are integrated before a push
    ///     (`GIT_PUSH_INTEGRATION_POLICY`), empty for the usual way
    public static List<StepRunner> list(Git git, GitAccess access, String policy) {
        return List.of(
                new GitCloneStep(git, access),
                new GitClearStep(git),
                new GitCommitStep(git),
                new GitTagStep(git),
                new GitPushStep(git, access, policy));
    }

    /// The working tree that a step works on. After a kill it is brought back to where a step can begin.
    static WorkingTree tree(Git git, StepContext context) throws InterruptedException {
        String path = context.config().text("path");
        try {
            WorkingTree tree = git.open(context.workDir().resolve(path));
            if (context.journal().interrupted()) {
                tree.recover();
            }
            return tree;
        } catch (WorldException e) {
            throw failure(context, "error loading working tree from " + path + ": ", e);
        }
    }

    /// An author of a step's configuration.
    static Optional<Identity> author(StepConfig config) {
        return config.object("author")
                .map(author -> new Identity(author.text("name"), author.text("email"), author.given("signingKey")));
    }

    /// A failure of git in a step's words: worth another try, and without this machine's paths.
    static StepFailure failure(StepContext context, String prefix, WorldException e) {
        return StepFailure.errored(prefix + context.workDir().withoutRoot(String.valueOf(e.getMessage())));
    }
}
