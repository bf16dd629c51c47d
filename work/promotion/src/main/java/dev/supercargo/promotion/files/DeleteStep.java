package dev.supercargo.promotion.files;

import dev.supercargo.promotion.StepConfig;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepFailure;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.WorkDir;
import dev.supercargo.promotion.config.ConfigSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `delete`: files, directories and links, named or matched by patterns (steps.md 5.2). All of them are found before
/// the first one goes; a link is removed as a link.
public final class DeleteStep implements StepRunner {
    private final ConfigSchema schema = ConfigSchema.bundled(kind());

    @Override
    public String kind() {
        return "delete";
    }

    @Override
    public ConfigSchema schema() {
        return schema;
    }

    @Override
    public StepOutcome run(StepContext context) {
        StepConfig config = context.config();
        WorkDir dir = context.workDir();
        List<String> paths = config.given("path").map(List::of).orElseGet(() -> config.texts("paths"));
        // a run that was broken off may have deleted some of them already
        boolean strict = config.flag("strict") && !context.journal().interrupted();
        var doomed = new LinkedHashSet<Path>();
        try {
            for (String path : paths) {
                doomed.addAll(config.flag("pathsAreGlobs") ? matched(dir, path, strict) : named(dir, path, strict));
            }
            for (Path path : doomed) {
                remove(path);
            }
            return StepOutcome.succeeded();
        } catch (IOException e) {
            return StepOutcome.errored("failed to delete: " + dir.withoutRoot(Words.of(e)));
        } catch (UncheckedIOException e) {
            return StepOutcome.errored("failed to delete: " + dir.withoutRoot(Words.of(e)));
        }
    }

    private static Set<Path> named(WorkDir dir, String path, boolean strict) throws IOException {
        Path target = confined(dir, dir.root().resolve("./" + path).normalize(), path);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return Set.of(target);
        }
        if (strict) {
            throw StepFailure.errored("path \"" + path + "\" does not exist");
        }
        return Set.of();
    }

    private static Set<Path> matched(WorkDir dir, String pattern, boolean strict) throws IOException {
        GlobPattern glob = GlobPattern.parse(pattern.startsWith("./") ? pattern.substring(2) : pattern)
                .orElseThrow(() -> StepFailure.erroredForGood("invalid glob pattern \"" + pattern + "\""));
        var found = new LinkedHashSet<Path>();
        for (String path : new TreeListing(dir.root()).paths()) {
            if (glob.matches(path)) {
                found.add(confined(dir, dir.root().resolve(path).normalize(), pattern));
            }
        }
        if (found.isEmpty() && strict) {
            throw StepFailure.errored("no paths matched pattern \"" + pattern + "\"");
        }
        return found;
    }

    /// The path with its parent's links resolved, which must lie inside the directory.
    private static Path confined(WorkDir dir, Path target, String path) throws IOException {
        Path parent = target.getParent();
        if (target.equals(dir.root()) || !target.startsWith(dir.root()) || parent == null) {
            throw traversal(path);
        }
        if (!Files.exists(parent)) {
            return target;
        }
        Path real = parent.toRealPath();
        if (!real.startsWith(dir.root().toRealPath())) {
            throw traversal(path);
        }
        return real.resolve(target.getFileName());
    }

    private static StepFailure traversal(String path) {
        return StepFailure.errored(
                "could not resolve path \"" + path + "\": path attempts to traverse outside the working directory");
    }

    private static void remove(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
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
                if (e != null) {
                    throw e;
                }
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
