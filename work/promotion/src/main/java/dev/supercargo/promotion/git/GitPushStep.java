package dev.supercargo.promotion.git;

import dev.supercargo.git.Git;
import dev.supercargo.git.IntegrationPolicy;
import dev.supercargo.git.Push;
import dev.supercargo.git.PushOutcome;
import dev.supercargo.git.WorkingTree;
import dev.supercargo.meta.GoText;
import dev.supercargo.meta.WorldException;
import dev.supercargo.promotion.StepConfig;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepFailure;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.config.ConfigSchema;
import java.util.LinkedHashMap;

/// `git-push`: brings a branch or tag to the remote, together with what others have pushed (steps.md
/// 6.5).
///
/// Pushing is idempotent by itself: a run after a kill finds its commit at the remote (or dropped by the
/// rebase,
/// because the change is there already) and has nothing left to push.
final class GitPushStep implements StepRunner {
    private static final int USUAL_ATTEMPTS = 10;

    private final ConfigSchema schema = ConfigSchema.bundled(kind());
    private final Git git;
    private final GitAccess access;
    private final String policy;

    GitPushStep(Git git, GitAccess access, String policy) {
        this.git = git;
        this.access = access;
        this.policy = policy;
    }

    @Override
    public String kind() {
        return "git-push";
    }

    @Override
    public ConfigSchema schema() {
        return schema;
    }

    @Override
    public StepOutcome run(StepContext context) throws InterruptedException {
        WorkingTree tree = GitSteps.tree(git, context);
        Push push = push(context);
        PushOutcome outcome;
        try {
            outcome = tree.push(push, access.credentials(context.promotion().project(), tree.repositoryUrl()));
        } catch (WorldException e) {
            throw GitSteps.failure(context, "error pushing commits to remote: ", e);
        }
        return switch (outcome) {
            case PushOutcome.Pushed(var commit, var branch) -> pushed(context.config(), tree, commit, branch);
            case PushOutcome.MergeConflict(var details) ->
                StepOutcome.failed(
                        "merge conflict: " + details
                                + "; let the Promotion start from that branch, or settle the difference there, and promote again");
            case PushOutcome.RebaseUnsafe _ ->
                StepOutcome.failed("rebase is unsafe and policy prohibits merge fallback");
        };
    }

    private Push push(StepContext context) {
        StepConfig config = context.config();
        if (config.given("tag").isPresent()) {
            return new Push.Tag(config.text("tag"));
        }
        boolean generated = config.flag("generateTargetBranch");
        String target = generated ? "kargo/promotion/" + context.promotion().name() : config.text("targetBranch");
        IntegrationPolicy integration = IntegrationPolicy.parse(policy)
                .orElseThrow(() -> StepFailure.errored("error pushing commits to remote: unknown push integration"
                        + " policy: " + GoText.quote(policy)));
        return new Push.Head(
                target, generated || config.flag("force"), integration, config.number("maxAttempts", USUAL_ATTEMPTS));
    }

    private static StepOutcome pushed(StepConfig config, WorkingTree tree, String commit, String branch) {
        var output = new LinkedHashMap<String, Object>();
        output.put("commit", commit);
        if (!branch.isEmpty()) {
            output.put("branch", branch);
        }
        CommitUrl.of(tree.repositoryUrl(), config.given("provider"), commit)
                .ifPresent(url -> output.put("commitURL", url));
        return StepOutcome.succeeded(output);
    }
}
