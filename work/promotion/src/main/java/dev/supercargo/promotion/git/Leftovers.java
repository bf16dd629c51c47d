package dev.supercargo.promotion.git;

import dev.supercargo.promotion.StepConfig;
import dev.supercargo.promotion.StepContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an earlier run of this very `git-clone` step left when it failed or was killed: a clone, and
/// working trees of
/// it. They would be in the way of the next run.
///
/// The first run notes which clones were there before it; whatever came later is this step's own.
final class Leftovers {
    private static final String CLONES_BEFORE = "clones-before";

    private final StepContext context;
    private final List<StepConfig> checkouts;
    private final Path root;

    Leftovers(StepContext context, List<StepConfig> checkouts) {
        this.context = context;
        this.checkouts = checkouts;
        this.root = context.workDir().root();
    }

    void remove() {
        try {
            Optional<String> before = context.journal().noted(CLONES_BEFORE);
            if (before.isEmpty()) {
                context.journal().note(CLONES_BEFORE, String.join("\n", clones()));
                return;
            }
            Set<String> old = Set.of(before.get().split("\n", -1));
            List<String> own =
                    clones().stream().filter(name -> !old.contains(name)).toList();
            for (StepConfig checkout : checkouts) {
                Path directory = context.workDir().resolve(checkout.text("path"));
                if (belongsTo(directory, own)) {
                    delete(directory);
                }
            }
            for (String name : own) {
                delete(root.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> clones() throws IOException {
        var names = new ArrayList<String>();
        try (Stream<Path> children = Files.list(root)) {
            children.map(child -> child.getFileName().toString())
                    .filter(name -> name.startsWith("repo-"))
                    .sorted()
                    .forEach(names::add);
        }
        return names;
    }

    /// Whether a directory is a working tree of one of these clones.
    private boolean belongsTo(Path directory, List<String> clones) throws IOException {
        Path link = directory.resolve(".git");
        if (!Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        String target = Files.readString(link);
        return clones.stream().anyMatch(name -> target.contains(root.resolve(name) + "/"));
    }

    private static void delete(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path at, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(at);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
