package dev.supercargo.promotion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The workspaces of all Promotions, below one directory of the data folder.
///
/// ```
/// <base>/promotion-<uid>/        the steps' files (mode 0700)
/// <base>/promotion-<uid>.side/   journal and scratch files
/// ```
public final class Workspaces {
    private static final String PREFIX = "promotion-";
    private static final String SIDE = ".side";

    private final Path base;

    /// @param base a directory that outlives the process; made when first needed
    public Workspaces(Path base) {
        this.base = base.toAbsolutePath().normalize();
    }

    /// The workspace of a Promotion, or empty where it has none yet (or none any more: another machine).
    public Optional<Workspace> find(String uid) {
        return Files.isDirectory(dir(uid)) ? Optional.of(workspace(uid)) : Optional.empty();
    }

    /// A fresh workspace. Whatever an older one of this Promotion left beside its directory is gone.
    public Workspace create(String uid) {
        try {
            delete(side(uid));
            WorkDir.createDirectories(base);
            WorkDir.createDirectories(side(uid));
            WorkDir.createDirectories(dir(uid));
            return workspace(uid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The Promotions that have a workspace here, by UID.
    public List<String> uids() {
        if (!Files.isDirectory(base)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(base)) {
            return children.map(child -> child.getFileName().toString())
                    .filter(name -> name.startsWith(PREFIX))
                    .map(name -> name.endsWith(SIDE) ? name.substring(0, name.length() - SIDE.length()) : name)
                    .map(name -> name.substring(PREFIX.length()))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes the workspaces of all Promotions but these: a process that was killed right after a Promotion had ended
    /// left its workspace behind.
    public void keepOnly(Set<String> alive) {
        uids().stream().filter(uid -> !alive.contains(uid)).forEach(this::remove);
    }

    /// Removes a workspace; there need not be one.
    public void remove(String uid) {
        try {
            delete(dir(uid));
            delete(side(uid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Workspace workspace(String uid) {
        return new Workspace(
                new WorkDir(dir(uid), side(uid).resolve("scratch")),
                new PromotionJournal(side(uid).resolve("journal.json")));
    }

    private Path dir(String uid) {
        return child(PREFIX + uid);
    }

    private Path side(String uid) {
        return child(PREFIX + uid + SIDE);
    }

    private Path child(String name) {
        if (name.contains("/")) {
            throw new IllegalArgumentException("not a UID: " + name);
        }
        return base.resolve(name);
    }

    private static void delete(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
