package dev.supercargo.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class WorkingTreeTest {
    private static final Identity BOT = Identity.of("Bot", "bot@acme.test");

    @TempDir
    Path folder;

    private Fixture fixture;
    private String first;
    private Path work;

    @BeforeEach
    void serve() {
        fixture = new Fixture(folder, Optional.empty());
        first = fixture.push("app/a.txt", "1\n");
        fixture.push("lib/l.txt", "1\n");
        work = folder.resolve("work");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private BareClone copy() throws InterruptedException {
        return fixture.git.cloneInto(work, fixture.remote(), BOT, false);
    }

    private Checkout branch(String name, boolean create) {
        return new Checkout(work.resolve(name), new Checkout.Ref.Branch(name, create), List.of());
    }

    private static Push.Head push(String target, IntegrationPolicy policy) {
        return new Push.Head(target, false, policy, 3);
    }

    private List<String> log(String branch, String format) {
        Path bare = folder.resolve("served/app.git");
        return Fixture.run(bare, "log", "--format=" + format, branch).lines().toList();
    }

    @Test
    void commitsAndPushesEvenAfterTheProcessWasReplaced() throws Exception {
        copy().add(branch("main", false));
        var later = new Git(GitSettings.with(folder.resolve("other-cache")));
        WorkingTree tree = later.open(work.resolve("main"));
        assertThat(tree.repositoryUrl()).isEqualTo(fixture.remote().url());
        assertThat(tree.branch()).contains("main");
        assertThat(tree.commit("nothing", Optional.empty()))
                .isEqualTo(new WorkingTree.CommitOutcome.NothingToCommit(tree.head()));
        Fixture.write(tree.directory().resolve("app/a.txt"), "2\n");
        assertThat(tree.commit("change\n\nbody\n", Optional.empty()))
                .isEqualTo(new WorkingTree.CommitOutcome.Committed(tree.head()));
        assertThat(tree.push(push("", IntegrationPolicy.ALWAYS_REBASE), Optional.empty()))
                .isEqualTo(new PushOutcome.Pushed(tree.head(), "main"));
        assertThat(log("main", "%an <%ae> %cn %s")).first().isEqualTo("Bot <bot@acme.test> Bot change");
    }

    @Test
    void checksOutTagsCommitsSparseTreesAndNewBranches() throws Exception {
        Fixture.run(fixture.somebody, "tag", "v1", first);
        Fixture.run(fixture.somebody, "push", "-q", "origin", "v1");
        BareClone copy = copy();
        WorkingTree tag = copy.add(new Checkout(work.resolve("t"), new Checkout.Ref.Tag("v1"), List.of()));
        assertThat(tag.head()).isEqualTo(first);
        assertThat(tag.branch()).isEmpty();
        WorkingTree commit =
                copy.add(new Checkout(work.resolve("c"), new Checkout.Ref.Commit(first.substring(0, 8)), List.of()));
        assertThat(commit.head()).isEqualTo(first);
        WorkingTree sparse =
                copy.add(new Checkout(work.resolve("s"), new Checkout.Ref.DefaultBranch(), List.of("app")));
        assertThat(sparse.directory().resolve("app/a.txt")).exists();
        assertThat(sparse.directory().resolve("lib")).doesNotExist();
        assertThat(sparse.isClean()).isTrue();
        sparse.clear();
        assertThat(sparse.commit("emptied", Optional.empty())).isInstanceOf(WorkingTree.CommitOutcome.Committed.class);
        assertThat(Fixture.run(sparse.directory(), "ls-tree", "-r", "--name-only", "HEAD"))
                .isEqualTo("lib/l.txt");
        assertThatThrownBy(() -> copy.add(branch("env/new", false)))
                .hasMessageContaining(
                        "remote branch \"env/new\" of repo " + fixture.remote().url())
                .hasMessageContaining("set create=true");
        WorkingTree orphan = copy.add(branch("env/new", true));
        assertThat(log("env/new", "%an %s")).containsExactly("Bot Initial commit");
        assertThat(orphan.branch()).contains("env/new");
        assertThatThrownBy(() -> copy.add(
                        new Checkout(work.resolve("again"), new Checkout.Ref.Branch("env/new", false), List.of())))
                .hasMessageContaining("error adding working tree at");
    }

    @Test
    void integratesWhatOthersPushed() throws Exception {
        WorkingTree tree = copy().add(branch("main", false));
        Fixture.write(tree.directory().resolve("app/a.txt"), "2\n");
        tree.commit("mine", Optional.of(Identity.of("Cy", "cy@acme.test")));
        fixture.push("lib/l.txt", "theirs\n");
        assertThat(tree.push(push("", IntegrationPolicy.ALWAYS_REBASE), Optional.empty()))
                .isEqualTo(new PushOutcome.Pushed(tree.head(), "main"));
        assertThat(log("main", "%an %s")).startsWith("Cy mine", "Somebody write lib/l.txt");
        Fixture.write(tree.directory().resolve("app/a.txt"), "3\n");
        tree.commit("more", Optional.empty());
        Fixture.run(fixture.somebody, "pull", "-q", "--rebase", "origin", "main");
        fixture.push("lib/l.txt", "theirs again\n");
        assertThat(tree.push(push("main", IntegrationPolicy.ALWAYS_MERGE), Optional.empty()))
                .isEqualTo(new PushOutcome.Pushed(tree.head(), "main"));
        assertThat(log("main", "%s"))
                .first()
                .isEqualTo("Merge branch 'main' of " + fixture.remote().url().replace(".git", ""));
    }

    @Test
    void tellsConflictsAndLeavesTheTreeAsItWas() throws Exception {
        WorkingTree tree = copy().add(branch("main", false));
        Fixture.write(tree.directory().resolve("app/a.txt"), "mine\n");
        tree.commit("mine", Optional.empty());
        String before = tree.head();
        fixture.push("app/a.txt", "theirs\n");
        for (var policy : List.of(IntegrationPolicy.ALWAYS_REBASE, IntegrationPolicy.ALWAYS_MERGE)) {
            assertThat(tree.push(push("", policy), Optional.empty())).isInstanceOf(PushOutcome.MergeConflict.class);
            assertThat(tree.head()).isEqualTo(before);
            assertThat(tree.isClean()).isTrue();
        }
        assertThat(tree.push(new Push.Head("", true, IntegrationPolicy.ALWAYS_REBASE, 1), Optional.empty()))
                .isEqualTo(new PushOutcome.Pushed(before, "main"));
    }

    @Test
    void triesAgainWhenOthersAreFaster() throws Exception {
        WorkingTree tree = copy().add(branch("main", false));
        Fixture.write(tree.directory().resolve("app/a.txt"), "mine\n");
        tree.commit("mine", Optional.empty());
        Path hook = folder.resolve("served/app.git/hooks/pre-receive");
        Fixture.write(hook, """
            #!/bin/sh
            rm "$0"
            unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
            export GIT_AUTHOR_NAME=R GIT_AUTHOR_EMAIL=r@r.test GIT_COMMITTER_NAME=R GIT_COMMITTER_EMAIL=r@r.test
            git update-ref refs/heads/main $(git commit-tree -p main -m race main^{tree})
            """);
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        assertThat(tree.push(push("", IntegrationPolicy.ALWAYS_REBASE), Optional.empty()))
                .isEqualTo(new PushOutcome.Pushed(tree.head(), "main"));
        assertThat(log("main", "%s")).startsWith("mine", "race");
    }

    @Test
    void tagsAndPushesTags() throws Exception {
        WorkingTree tree = copy().add(branch("main", false));
        tree.tag("v1", "Release", false);
        assertThatThrownBy(() -> tree.tag("v1", "Release", false))
                .hasMessageContaining("error creating annotated tag \"v1\"");
        assertThat(tree.push(new Push.Tag("v1"), Optional.empty()))
                .isEqualTo(new PushOutcome.Pushed(tree.head(), "main"));
        assertThat(fixture.git.refs(fixture.remote()).tags()).containsKey("v1");
    }

    @Test
    void signsWithAKeyOfItsOwn() throws Exception {
        Path home = Files.createDirectories(folder.resolve("g"));
        String key = newKey(home);
        var signer = new Identity("Bot", "bot@acme.test", Optional.of(key));
        WorkingTree tree =
                fixture.git.cloneInto(work, fixture.remote(), signer, false).add(branch("main", false));
        Fixture.write(tree.directory().resolve("app/a.txt"), "mine\n");
        tree.commit("mine", Optional.empty());
        fixture.push("lib/l.txt", "theirs\n");
        assertThat(tree.push(push("", IntegrationPolicy.REBASE_OR_FAIL), Optional.empty()))
                .isInstanceOf(PushOutcome.Pushed.class);
        Fixture.run(tree.directory(), "-c", "commit.gpgSign=false", "commit", "-q", "--allow-empty", "-m", "unsigned");
        assertThat(tree.push(push("", IntegrationPolicy.REBASE_OR_FAIL), Optional.empty()))
                .isEqualTo(new PushOutcome.RebaseUnsafe());
    }

    private String newKey(Path home) throws InterruptedException {
        Fixture.run(
                home,
                "-c",
                "alias.gpg=!chmod 700 . && gpg --homedir . --batch --passphrase '' --quick-gen-key"
                        + " 'Bot <bot@acme.test>' ed25519 sign never",
                "gpg");
        return GitCommand.other(
                        fixture.git.settings(),
                        home,
                        "gpg",
                        "--homedir",
                        home.toString(),
                        "--batch",
                        "--armor",
                        "--export-secret-keys")
                .run()
                .text();
    }

    @Test
    void saysWhatIsNoWorkingTree() throws Exception {
        Files.createDirectories(work);
        assertThatThrownBy(() -> fixture.git.open(work)).hasMessageContaining("error reading repo dir from config");
    }
}
