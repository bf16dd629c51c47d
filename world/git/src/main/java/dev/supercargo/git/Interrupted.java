package dev.supercargo.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a git process leaves behind that was killed: lock files, and a rebase or merge half done.
final class Interrupted {
    private final WorkingTree tree;

    private Interrupted(WorkingTree tree) {
        this.tree = tree;
    }

    static Interrupted of(WorkingTree tree) {
        return new Interrupted(tree);
    }

    void undo() throws InterruptedException {
        unlock(tree.repository());
        if (exists("rebase-merge") || exists("rebase-apply")) {
            tree.require("error undoing a rebase that was broken off", tree.command("rebase", "--abort"));
        } else if (exists("MERGE_HEAD")) {
            tree.require("error undoing a merge that was broken off", tree.command("merge", "--abort"));
        }
    }

    private boolean exists(String file) throws InterruptedException {
        String path = tree.require("error looking for " + file, tree.command("rev-parse", "--git-path", file))
                .text();
        return Files.exists(tree.directory().resolve(Path.of(path)));
    }

    /// Removes the lock files of the clone and all its working trees.
    private static void unlock(Path repository) {
        List<Path> locks;
        try (Stream<Path> files = Files.walk(repository)) {
            locks = files.filter(file -> file.toString().endsWith(".lock"))
                    .filter(file -> !file.startsWith(repository.resolve("objects")))
                    .toList();
            for (Path lock : locks) {
                Files.deleteIfExists(lock);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
