package dev.supercargo.promotion.files;

import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.WorkDir;
import dev.supercargo.promotion.config.ConfigSchema;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// `copy`: a file to a file, or the contents of a directory into a directory (steps.md 5.1). Links inside a directory
/// are left out, and so is what its ignore rules name.
public final class CopyStep implements StepRunner {
    private final ConfigSchema schema = ConfigSchema.bundled(kind());

    @Override
    public String kind() {
        return "copy";
    }

    @Override
    public ConfigSchema schema() {
        return schema;
    }

    @Override
    public StepOutcome run(StepContext context) {
        String in = context.config().text("inPath");
        String out = context.config().text("outPath");
        WorkDir dir = context.workDir();
        try {
            copy(
                    dir,
                    dir.resolve(in),
                    dir.resolve(out),
                    IgnoreRules.withoutGit(context.config().text("ignore")));
            return StepOutcome.succeeded();
        } catch (IOException e) {
            return StepOutcome.errored(
                    "failed to copy \"%s\" to \"%s\": %s".formatted(in, out, dir.withoutRoot(Words.of(e))));
        }
    }

    private static void copy(WorkDir dir, Path from, Path to, IgnoreRules rules) throws IOException {
        if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(dir.relative(from));
        }
        if (from.equals(to)) {
            return;
        }
        if (!Files.isDirectory(from)) {
            Path parent = to.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            copyFile(dir, from, to);
            return;
        }
        Files.walkFileTree(from, new Copying(dir, from, to, rules));
    }

    private static void copyFile(WorkDir dir, Path from, Path to) throws IOException {
        if (Files.isDirectory(to)) {
            throw new IOException(dir.relative(to) + " is a directory");
        }
        dir.write(to, Files.readAllBytes(from), Files.getPosixFilePermissions(from));
    }

    /// Goes through a directory and makes its likeness.
    private static final class Copying extends SimpleFileVisitor<Path> {
        private final WorkDir dir;
        private final Path from;
        private final Path to;
        private final IgnoreRules rules;

        Copying(WorkDir dir, Path from, Path to, IgnoreRules rules) {
            this.dir = dir;
            this.from = from;
            this.to = to;
            this.rules = rules;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            String path = from.relativize(directory).toString();
            boolean itself = path.isEmpty();
            if (!itself && (directory.equals(to) || rules.ignores(path, true))) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            Path copy = to.resolve(path);
            if (Files.isSymbolicLink(copy)) {
                throw new IOException(dir.relative(copy) + " is a symbolic link");
            }
            if (!Files.isDirectory(copy)) {
                Files.createDirectories(copy);
                Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(directory));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String path = from.relativize(file).toString();
            if (attributes.isRegularFile() && !rules.ignores(path, false)) {
                copyFile(dir, file, to.resolve(path));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
