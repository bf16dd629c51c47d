package dev.supercargo.promotion.git;

import dev.supercargo.git.Git;
import dev.supercargo.git.WorkingTree;
import dev.supercargo.meta.WorldException;
import dev.supercargo.promotion.StepConfig;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.config.ConfigSchema;
import java.util.Map;

/// `git-tag`: an annotated tag on the commit that is checked out (steps.md 6.4).
final class GitTagStep implements StepRunner {
    /// Under this key the step notes that the tag did not exist before it.
    private static final String TAG_IS_NEW = "tag-is-new";

    private final ConfigSchema schema = ConfigSchema.bundled(kind());
    private final Git git;

    GitTagStep(Git git) {
        this.git = git;
    }

    @Override
    public String kind() {
        return "git-tag";
    }

    @Override
    public ConfigSchema schema() {
        return schema;
    }

    @Override
    public StepOutcome run(StepContext context) throws InterruptedException {
        StepConfig config = context.config();
        WorkingTree tree = GitSteps.tree(git, context);
        String tag = config.text("tag");
        try {
            boolean exists = tree.resolve("refs/tags/" + tag).isPresent();
            boolean own = context.journal().noted(TAG_IS_NEW).isPresent();
            if (!exists) {
                context.journal().note(TAG_IS_NEW, tag);
            }
            if (!(exists && own)) { // else: made by the run that was killed before it could say so
                tree.tag(tag, config.text("message"), config.flag("force"));
            }
            return StepOutcome.succeeded(Map.of("commit", tree.head()));
        } catch (WorldException e) {
            throw GitSteps.failure(context, "error creating tag " + tag + ": ", e);
        }
    }
}
