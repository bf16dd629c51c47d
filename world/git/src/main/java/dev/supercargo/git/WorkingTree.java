package dev.supercargo.git;

import dev.supercargo.decisions.credentials.Credentials;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.GoText;
import dev.supercargo.meta.WorldException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A directory of a working tree that a [BareClone] checked out. Operations on files concern this
/// directory
/// and what is below it. One thread at a time may use the trees of one clone.
public final class WorkingTree {
    private final Git git;
    private final Path directory;
    private final Path repository;
    private final Path home;
    private final String url;
    private final boolean insecure;

    WorkingTree(Git git, Path directory, Path repository, Path home, String url, boolean insecure) {
        this.git = git;
        this.directory = directory;
        this.repository = repository;
        this.home = home;
        this.url = url;
        this.insecure = insecure;
    }

    /// What a commit came to.
    public sealed interface CommitOutcome {
        /// HEAD afterwards.
        String head();

        /// A commit was made.
        record Committed(String head) implements CommitOutcome {}

        /// Nothing had changed.
        record NothingToCommit(String head) implements CommitOutcome {}
    }

    static WorkingTree open(Git git, Path directory) throws InterruptedException {
        if (!Files.isDirectory(directory)) {
            throw new WorldException(new Failure.Permanent(
                    "error reading repo dir from config: " + directory + " is no directory; run git-clone first"));
        }
        String repository = config(git, directory, "kargo.repoDir");
        if (repository.isEmpty()) {
            throw new WorldException(new Failure.Permanent("error reading repo dir from config: " + directory
                    + " is not in a working tree made by git-clone"));
        }
        return new WorkingTree(
                git,
                directory.toAbsolutePath().normalize(),
                Path.of(repository),
                Path.of(config(git, directory, "kargo.repoHomeDir")),
                config(git, directory, "kargo.repoOriginalURL"),
                config(git, directory, "http.sslVerify").equals("false"));
    }

    private static String config(Git git, Path directory, String name) throws InterruptedException {
        return git.command("config", "--get", name).in(directory).run().text();
    }

    /// The directory.
    public Path directory() {
        return directory;
    }

    /// The repository's URL without user info, for looking up credentials.
    public String repositoryUrl() {
        return url;
    }

    /// Whether the remote's certificate is not checked.
    public boolean insecureSkipTlsVerify() {
        return insecure;
    }

    /// The commit that is checked out.
    public String head() throws InterruptedException {
        return require("error reading the current commit", command("rev-parse", "--verify", "HEAD^{commit}"))
                .text();
    }

    /// The branch that is checked out, or empty where HEAD is detached.
    public Optional<String> branch() throws InterruptedException {
        String branch = require("error reading the current branch", command("branch", "--show-current"))
                .text();
        return Optional.of(branch).filter(name -> !name.isEmpty());
    }

    /// The commit that a name stands for, or empty where it stands for none.
    public Optional<String> resolve(String name) throws InterruptedException {
        GitCommand.Result result = command("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}")
                .run();
        return result.succeeded() ? Optional.of(result.text()) : Optional.empty();
    }

    /// The whole message of a commit.
    public String message(String commit) throws InterruptedException {
        return require(
                        "error reading a commit message",
                        command("log", "-1", "--no-show-signature", "--format=%B", commit, "--"))
                .text();
    }

    /// Whether nothing in the whole tree differs from HEAD (ignored files do not count).
    public boolean isClean() throws InterruptedException {
        return require("error reading the status", command("status", "--porcelain"))
                .text()
                .isEmpty();
    }

    /// Removes everything that is not ignored (`git-clear`).
    public void clear() throws InterruptedException {
        stage("error staging changes for clearing");
        require("error removing files", command("rm", "-r", "-f", "--quiet", "--ignore-unmatch", "--", "."));
    }

    /// Stages this directory and commits, if there is anything to commit in the tree.
    ///
    /// @param author who makes this one commit instead of the clone's identity; without key of its own
    ///     unsigned
    public CommitOutcome commit(String message, Optional<Identity> author) throws InterruptedException {
        stage("error adding all changes to working tree: error staging changes for commit");
        if (isClean()) {
            return new CommitOutcome.NothingToCommit(head());
        }
        String wish = "error committing to working tree: error committing changes";
        if (author.isEmpty()) {
            require(wish, command("commit", "--quiet", "--message=" + message));
        } else {
            commitAs(author.get(), wish, message);
        }
        return new CommitOutcome.Committed(head());
    }

    private void commitAs(Identity author, String wish, String message) throws InterruptedException {
        Path own;
        try {
            own = Files.createTempDirectory(Files.createDirectories(home), "as-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            boolean signs = author.signingKey().isPresent();
            String key = signs ? Signing.importKey(git, own, author.signingKey().get()) : "";
            require(
                    wish,
                    new GitCommand(git.settings(), own, "-c", "commit.gpgSign=" + signs, "-c", "user.signingKey=" + key)
                            .and("commit", "--quiet", "--message=" + message)
                            .with("GIT_AUTHOR_NAME", author.name())
                            .with("GIT_AUTHOR_EMAIL", author.email())
                            .with("GIT_COMMITTER_NAME", author.name())
                            .with("GIT_COMMITTER_EMAIL", author.email())
                            .in(directory));
        } finally {
            Mirrors.delete(own);
        }
    }

    /// Brings the tree back to where work can go on after a process was killed in the middle of an
    /// operation: what that process had locked is unlocked, and a rebase or merge that it did not finish
    /// is undone. Nobody else may use the clone meanwhile.
    public void recover() throws InterruptedException {
        Interrupted.of(this).undo();
    }

    /// Makes an annotated tag on HEAD; `force` moves one that exists here.
    public void tag(String name, String message, boolean force) throws InterruptedException {
        String wish = "error creating annotated tag " + GoText.quote(name);
        var call = command("tag", "--annotate", "--message=" + message);
        if (force) {
            call.and("--force");
        }
        require(wish, call.and("--end-of-options", name, "HEAD"));
    }

    /// Pushes; see [Push].
    ///
    /// @throws WorldException a `Conflict` when every attempt lost a race; else what the remote or git
    ///     objects to
    public PushOutcome push(Push push, Optional<Credentials> credentials) throws InterruptedException {
        return new Pushing(this, new Remote(url, credentials, insecure)).push(push);
    }

    private void stage(String wish) throws InterruptedException {
        require(wish, command("add", "--sparse", "--all", "--", "."));
    }

    Git git() {
        return git;
    }

    Path repository() {
        return repository;
    }

    GitCommand command(String... arguments) {
        return new GitCommand(git.settings(), home, arguments).in(directory);
    }

    GitCommand.Result require(String wish, GitCommand command) throws InterruptedException {
        return git.require(wish, command);
    }

    @Override
    public String toString() {
        return directory + " of " + url;
    }
}
