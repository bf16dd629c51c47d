package dev.supercargo.git;

import dev.supercargo.meta.Failure;
import dev.supercargo.meta.GoText;
import dev.supercargo.meta.WorldException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A bare clone of a repository in a promotion's work directory, from which working trees are checked out.
///
/// It remembers everything that later steps need in its own git configuration (`kargo.repoDir`,
/// `kargo.repoHomeDir`, `kargo.repoOriginalURL`, the identity), but no credentials, so that [Git#open]
/// finds it again from a working tree, in whatever process. Its objects are shared with the mirror by hard
/// links where the file system allows.
public final class BareClone {
    private final Git git;
    private final Path repository;
    private final Path home;
    private final Remote remote;

    private BareClone(Git git, Path repository, Path home, Remote remote) {
        this.git = git;
        this.repository = repository;
        this.home = home;
        this.remote = remote;
    }

    static BareClone make(Git git, Path parent, Remote remote, Identity identity, boolean blobless)
            throws InterruptedException {
        Path folder;
        try {
            folder = Files.createTempDirectory(Files.createDirectories(parent), "repo-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var clone = new BareClone(git, folder.resolve("repo"), folder.resolve("home"), remote);
        if (blobless) {
            clone.cloneDirectly();
        } else {
            git.read(remote, false, git.refs(remote), mirror -> {
                clone.cloneFrom(mirror.place());
                return clone;
            });
        }
        clone.configure(identity);
        return clone;
    }

    private void cloneFrom(Path mirror) throws InterruptedException {
        GitCommand.Result result = command(
                        "clone", "--quiet", "--bare", "--local", "--", mirror.toString(), repository.toString())
                .with("GIT_ALLOW_PROTOCOL", "file")
                .run();
        if (!result.succeeded()) {
            throw new Mirrors.BrokenMirror(
                    "error cloning " + remote.shownUrl() + " from its mirror: " + GitFailures.brief(result));
        }
    }

    private void cloneDirectly() throws InterruptedException {
        var call =
                command("clone", "--quiet", "--bare", "--filter=blob:none", "--", remote.url(), repository.toString());
        GitCommand.Result result = git.limited(remote, call.to(remote));
        if (!result.succeeded()) {
            throw GitFailures.of(remote, "error cloning", result);
        }
    }

    private void configure(Identity identity) throws InterruptedException {
        set("remote.origin.url", remote.url());
        set("remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
        set("kargo.repoDir", repository.toString());
        set("kargo.repoHomeDir", home.toString());
        set("kargo.repoOriginalURL", remote.shownUrl());
        set("user.name", identity.name());
        set("user.email", identity.email());
        if (remote.insecureSkipTlsVerify()) {
            set("http.sslVerify", "false");
        }
        if (identity.signingKey().isPresent()) {
            set(
                    "user.signingKey",
                    Signing.importKey(git, home, identity.signingKey().get()));
            set("commit.gpgSign", "true");
            set("tag.gpgSign", "true");
        }
    }

    /// Checks out a working tree.
    ///
    /// @throws WorldException when there is no such branch, tag or commit, the directory is not empty, or
    ///     the branch is checked out elsewhere
    public WorkingTree add(Checkout checkout) throws InterruptedException {
        checkout.sparse().forEach(BareClone::refuseOddDirectory);
        Path directory = checkout.directory().toAbsolutePath().normalize();
        if (workingTrees().contains(directory)) {
            throw new WorldException(new Failure.Permanent("working tree already exists at " + directory));
        }
        var call = command("worktree", "add", "--quiet");
        if (!checkout.sparse().isEmpty()) {
            call.and("--no-checkout");
        }
        switch (checkout.ref()) {
            case Checkout.Ref.DefaultBranch _ -> call.and("--", directory.toString(), defaultBranch());
            case Checkout.Ref.Branch(var name, var create) -> {
                ensureBranch(name, create);
                call.and("--", directory.toString(), name);
            }
            case Checkout.Ref.Tag(var name) -> call.and("--detach", "--", directory.toString(), "refs/tags/" + name);
            case Checkout.Ref.Commit(var id) -> call.and("--detach", "--", directory.toString(), id);
        }
        String wish = "error adding working tree at " + directory;
        require(wish, call.to(remote));
        var tree = new WorkingTree(git, directory, repository, home, remote.shownUrl(), remote.insecureSkipTlsVerify());
        if (!checkout.sparse().isEmpty()) {
            require(
                    wish,
                    command("sparse-checkout", "set", "--cone", "--end-of-options")
                            .and(checkout.sparse())
                            .in(directory));
            require(
                    wish,
                    command("reset", "--quiet", "--hard", "HEAD").in(directory).to(remote));
        }
        return tree;
    }

    /// Checks out the submodules of a working tree, and theirs; the clone's credentials are shown to its
    /// own host only.
    public void updateSubmodules(WorkingTree tree) throws InterruptedException {
        var call = command("submodule", "--quiet", "update", "--init", "--recursive")
                .in(tree.directory());
        GitCommand.Result result = git.limited(remote, call.to(remote));
        if (!result.succeeded()) {
            throw GitFailures.of(remote, "error updating submodules of", result);
        }
    }

    private List<Path> workingTrees() throws InterruptedException {
        return require("error listing working trees", command("worktree", "list", "--porcelain", "-z"))
                .text()
                .transform(text -> List.of(text.split("\0", -1)))
                .stream()
                .filter(line -> line.startsWith("worktree "))
                .map(line -> Path.of(line.substring("worktree ".length())))
                .toList();
    }

    private String defaultBranch() throws InterruptedException {
        String branch = require("error reading the default branch", command("symbolic-ref", "--short", "HEAD"))
                .text();
        if (!hasBranch(branch)) {
            throw new WorldException(new Failure.NotFound("repo " + remote.shownUrl()
                    + " has no default branch with a commit; name a branch, or set create=true to make one"));
        }
        return branch;
    }

    private void ensureBranch(String name, boolean create) throws InterruptedException {
        if (hasBranch(name)) {
            return;
        }
        if (!create) {
            throw new WorldException(new Failure.NotFound("error ensuring existence of remote branch " + name
                    + ": remote branch " + GoText.quote(name) + " of repo " + remote.shownUrl()
                    + " does not exist; set create=true if you'd like a non-existent remote branch to be automatically"
                    + " created at checkout"));
        }
        String wish = "error creating orphaned branch " + name;
        require(wish, command("check-ref-format", "--branch", name));
        String tree = require(wish, command("hash-object", "-t", "tree", "-w", "--stdin"))
                .text();
        var commit = command("commit-tree", "-m", "Initial commit");
        if (signs()) {
            commit.and("-S");
        }
        String id = require(wish, commit.and(tree)).text();
        GitCommand.Result pushed = git.limited(
                remote,
                command("push", "--quiet", "origin", id + ":refs/heads/" + name).to(remote));
        if (!pushed.succeeded()) {
            throw GitFailures.of(remote, "error creating branch " + name + " in", pushed);
        }
        require(wish, command("update-ref", "refs/heads/" + name, id));
    }

    private boolean hasBranch(String name) throws InterruptedException {
        return command("show-ref", "--verify", "--quiet", "refs/heads/" + name)
                .run()
                .succeeded();
    }

    private boolean signs() throws InterruptedException {
        return command("config", "--type=bool", "commit.gpgSign").run().text().equals("true");
    }

    private static void refuseOddDirectory(String pattern) {
        if (pattern.startsWith("/")) {
            throw new WorldException(new Failure.Permanent("sparse checkout pattern must be relative: " + pattern));
        }
        if (pattern.startsWith("..")) {
            throw new WorldException(
                    new Failure.Permanent("sparse checkout pattern must not lead out of the repository: " + pattern));
        }
        if (pattern.contains("*") || pattern.contains("?") || pattern.contains("[")) {
            throw new WorldException(new Failure.Permanent("sparse checkout pattern cannot contain glob characters"
                    + " (*, ?, [): " + pattern + "; use directory paths like 'src/app' instead"));
        }
    }

    private void set(String name, String value) throws InterruptedException {
        require("error setting up the clone", command("config", name, value));
    }

    private GitCommand.Result require(String wish, GitCommand command) throws InterruptedException {
        return git.require(wish, command);
    }

    private GitCommand command(String... arguments) {
        var command = new GitCommand(git.settings(), home, arguments);
        return Files.isDirectory(repository) ? command.in(repository) : command;
    }
}
