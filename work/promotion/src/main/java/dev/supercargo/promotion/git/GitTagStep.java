package dev.supercargo.promotion.git;

import dev.supercargo.git.Git;
import dev.supercargo.git.WorkingTree;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.WorldException;
import dev.supercargo.promotion.StepConfig;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.config.ConfigSchema;
import java.util.Map;
import java.util.Optional;

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
            Optional<String> existing = tree.resolve("refs/tags/" + tag);
            if (existing.isPresent() && isOwn(context, existing.get())) {
                return StepOutcome.succeeded(Map.of("commit", existing.get()));
            }
            if (existing.isEmpty()) {
                context.journal().note(TAG_IS_NEW, tag);
            }
            tree.tag(tag, config.text("message"), config.flag("force"));
            return StepOutcome.succeeded(Map.of("commit", tree.head()));
        } catch (WorldException e) {
            throw GitSteps.failure(context, "error creating tag " + tag + ": ", e);
        }
    }

    /// Whether this step made the tag: in a run that was killed before it could say so, or, where the directory was
    /// lost since, in one whose output is still known.
    private static boolean isOwn(StepContext context, String commit) {
        return context.journal().noted(TAG_IS_NEW).isPresent()
                || Json.text(context.state(), context.alias(), "commit")
                        .filter(commit::equals)
                        .isPresent();
    }
}
