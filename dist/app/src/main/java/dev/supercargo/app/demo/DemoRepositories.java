package dev.supercargo.app.demo;

import dev.supercargo.app.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// The demo's two bare repositories: `app.git`, whose commits become Freight, and `gitops.git`, with a branch for each
/// Stage. What is written comes by real pushes from a clone of its own.
public final class DemoRepositories {
    private static final String VALUES = """
            # Values of the demo application; a Promotion edits them and leaves comments alone.
            stage: none # set by the Promotion
            image:
              repository: example.com/acme/app
              # the commit of the application that this Stage runs
              tag: none
            replicas: 2 # not touched by Promotions
            """;

    private final Path folder;

    private DemoRepositories(Path folder) {
        this.folder = folder;
    }

    /// The repositories in a folder; made with a first commit each where they are missing.
    public static DemoRepositories in(Path folder) {
        try {
            Files.createDirectories(folder);
            var repositories = new DemoRepositories(folder);
            repositories.makeUnlessThere("app", "VERSION", "1\n");
            repositories.makeUnlessThere("gitops", "app/values.yaml", VALUES);
            return repositories;
        } catch (IOException e) {
            throw new UserError("cannot make the demo's repositories in " + folder + ": " + e.getMessage());
        }
    }

    /// The folder that is served over HTTP.
    public Path folder() {
        return folder;
    }

    private Path bare(String name) {
        return folder.resolve(name + ".git");
    }

    private void makeUnlessThere(String name, String file, String content) throws IOException {
        if (Files.exists(bare(name).resolve("HEAD")) && branch(name, "main").isPresent()) {
            return;
        }
        deleted(bare(name));
        Commands.git(folder, "init", "-q", "--bare", "-b", "main", bare(name).toString());
        Commands.git(bare(name), "config", "http.receivepack", "true");
        pushed(name, file, _ -> content, "Begin");
    }

    /// Commits a change of the application and pushes it; returns the commit's id.
    public String commitChange() {
        try {
            return pushed("app", "VERSION", old -> Integer.parseInt(old.strip()) + 1 + "\n", "A new version");
        } catch (IOException e) {
            throw new UserError("cannot commit to the demo's application: " + e.getMessage());
        }
    }

    private String pushed(String name, String file, java.util.function.UnaryOperator<String> change, String message)
            throws IOException {
        Path clone = Files.createTempDirectory(folder, ".clone-");
        try {
            Commands.git(clone, "init", "-q", "-b", "main");
            if (branch(name, "main").isPresent()) {
                Commands.git(clone, "pull", "-q", bare(name).toString(), "main");
            }
            Path target = clone.resolve(file);
            Files.createDirectories(target.getParent());
            String old = Files.exists(target) ? Files.readString(target) : "";
            Files.writeString(target, change.apply(old));
            Commands.git(clone, "add", "-A");
            Commands.git(clone, "commit", "-q", "-m", message);
            Commands.git(clone, "push", "-q", bare(name).toString(), "main");
            return Commands.git(clone, "rev-parse", "HEAD");
        } finally {
            deleted(clone);
        }
    }

    /// The commit that a branch of a repository names, or empty where there is none.
    public Optional<String> branch(String repository, String branch) {
        Commands.Result result =
                Commands.tryGit(bare(repository), "rev-parse", "-q", "--verify", "refs/heads/" + branch);
        return result.status() == 0 ? Optional.of(result.output()) : Optional.empty();
    }

    /// What a Stage's branch in the GitOps repository holds: the value of `image.tag`, read from git.
    public Optional<String> held(String stage) {
        if (!stage.matches("[a-z0-9-]+")) {
            return Optional.empty();
        }
        Commands.Result result = Commands.tryGit(bare("gitops"), "show", "refs/heads/stage/" + stage + ":values.yaml");
        return result.status() != 0
                ? Optional.empty()
                : dev.supercargo.meta.Json.text(dev.supercargo.meta.Yaml.parse(result.output()), "image", "tag");
    }

    /// What `git show` prints in a repository.
    public String show(String repository, String... words) {
        String[] command = new String[words.length + 1];
        command[0] = "show";
        System.arraycopy(words, 0, command, 1, words.length);
        return Commands.git(bare(repository), command);
    }

    /// How many commits Promotions have made on a Stage's branch (its first commit, without content, is not theirs).
    public int commits(String stage) {
        Commands.Result result = Commands.tryGit(
                bare("gitops"), "rev-list", "--count", "--grep=: promote ", "refs/heads/stage/" + stage);
        return result.status() == 0 ? Integer.parseInt(result.output()) : 0;
    }

    private static void deleted(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
