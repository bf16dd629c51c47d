package dev.supercargo.promotion.git;

import dev.supercargo.git.Git;
import dev.supercargo.git.WorkingTree;
import dev.supercargo.git.WorkingTree.CommitOutcome;
import dev.supercargo.meta.WorldException;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.config.ConfigSchema;
import java.util.Map;
import java.util.Optional;

/// `git-commit`: one commit of everything that changed, if anything did (steps.md 6.3).
final class GitCommitStep implements StepRunner {
    /// Under this key the step notes the commit that was checked out before it.
    private static final String HEAD_BEFORE = "head-before";

    private final ConfigSchema schema = ConfigSchema.bundled(kind());
    private final Git git;

    GitCommitStep(Git git) {
        this.git = git;
    }

    @Override
    public String kind() {
        return "git-commit";
    }

    @Override
    public ConfigSchema schema() {
        return schema;
    }

    @Override
    public StepOutcome run(StepContext context) throws InterruptedException {
        WorkingTree tree = GitSteps.tree(git, context);
        try {
            String head = tree.head();
            Optional<String> before = context.journal().noted(HEAD_BEFORE);
            if (before.isEmpty()) {
                context.journal().note(HEAD_BEFORE, head);
            } else if (!before.get().equals(head)) {
                return committed(head); // by the run that was killed before it could say so
            }
            return switch (tree.commit(context.config().text("message"), GitSteps.author(context.config()))) {
                case CommitOutcome.Committed(var made) -> committed(made);
                case CommitOutcome.NothingToCommit(var old) -> new StepOutcome.Skipped(Map.of("commit", old), "");
            };
        } catch (WorldException e) {
            throw GitSteps.failure(context, "", e);
        }
    }

    private static StepOutcome committed(String commit) {
        return StepOutcome.succeeded(Map.of("commit", commit));
    }
}
