package dev.supercargo.promotion.git;

import dev.supercargo.git.BareClone;
import dev.supercargo.git.Checkout;
import dev.supercargo.git.Git;
import dev.supercargo.git.Identity;
import dev.supercargo.git.Remote;
import dev.supercargo.git.WorkingTree;
import dev.supercargo.meta.WorldException;
import dev.supercargo.promotion.StepConfig;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepFailure;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.config.ConfigSchema;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `git-clone`: a bare clone in the Promotion's directory, and a working tree for each checkout
/// (steps.md 6.1).
final class GitCloneStep implements StepRunner {
    private final ConfigSchema schema = ConfigSchema.bundled(kind());
    private final Git git;
    private final GitAccess access;

    GitCloneStep(Git git, GitAccess access) {
        this.git = git;
        this.access = access;
    }

    @Override
    public String kind() {
        return "git-clone";
    }

    @Override
    public ConfigSchema schema() {
        return schema;
    }

    @Override
    public StepOutcome run(StepContext context) throws InterruptedException {
        StepConfig config = context.config();
        List<StepConfig> checkouts = config.items("checkout");
        refuseDuplicateAliases(checkouts);
        new Leftovers(context, checkouts).remove();
        String url = config.text("repoURL");
        Identity identity = GitSteps.author(config).orElseGet(access::identity);
        var remote = new Remote(
                url, access.credentials(context.promotion().project(), url), config.flag("insecureSkipTLSVerify"));
        BareClone clone;
        try {
            clone = git.cloneInto(context.workDir().root(), remote, identity, config.flag("blobless"));
        } catch (WorldException e) {
            throw GitSteps.failure(context, "error cloning " + remote.shownUrl() + ": ", e);
        }
        var commits = new LinkedHashMap<String, Object>();
        for (StepConfig checkout : checkouts) {
            String path = checkout.text("path");
            try {
                WorkingTree tree = add(clone, context, checkout);
                if (config.flag("recurseSubmodules")) {
                    clone.updateSubmodules(tree);
                }
                commits.put(checkout.given("as").orElse(path), tree.head());
            } catch (WorldException e) {
                throw GitSteps.failure(
                        context, "error adding work tree " + path + " to repo " + remote.shownUrl() + ": ", e);
            }
        }
        return StepOutcome.succeeded(Map.of("commits", commits));
    }

    private static WorkingTree add(BareClone clone, StepContext context, StepConfig checkout)
            throws InterruptedException {
        Path directory = context.workDir().resolve(checkout.text("path"));
        return clone.add(new Checkout(directory, ref(checkout), checkout.texts("sparse")));
    }

    private static Checkout.Ref ref(StepConfig checkout) {
        return checkout.given("branch")
                .<Checkout.Ref>map(name -> new Checkout.Ref.Branch(name, checkout.flag("create")))
                .or(() -> checkout.given("commit").map(Checkout.Ref.Commit::new))
                .or(() -> checkout.given("tag").map(Checkout.Ref.Tag::new))
                .orElseGet(Checkout.Ref.DefaultBranch::new);
    }

    private static void refuseDuplicateAliases(List<StepConfig> checkouts) {
        Set<String> aliases = new HashSet<>();
        for (int i = 0; i < checkouts.size(); i++) {
            String alias = checkouts.get(i).text("as");
            if (!alias.isEmpty() && !aliases.add(alias)) {
                throw StepFailure.failed("duplicate checkout alias \"" + alias + "\" at checkout[" + i + "]");
            }
        }
    }
}
