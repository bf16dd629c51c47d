package dev.supercargo.promotion.git;

import dev.supercargo.git.Git;
import dev.supercargo.git.WorkingTree;
import dev.supercargo.meta.WorldException;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.config.ConfigSchema;

/// `git-clear`: removes everything from a working tree that git does not ignore (steps.md 6.2).
final class GitClearStep implements StepRunner {
    private final ConfigSchema schema = ConfigSchema.bundled(kind());
    private final Git git;

    GitClearStep(Git git) {
        this.git = git;
    }

    @Override
    public String kind() {
        return "git-clear";
    }

    @Override
    public ConfigSchema schema() {
        return schema;
    }

    @Override
    public StepOutcome run(StepContext context) throws InterruptedException {
        WorkingTree tree = GitSteps.tree(git, context);
        try {
            tree.clear();
            return StepOutcome.succeeded();
        } catch (WorldException e) {
            throw GitSteps.failure(context, "error clearing working tree: ", e);
        }
    }
}
