package dev.supercargo.promotion.files;

import dev.supercargo.promotion.StepConfig;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepFailure;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.WorkDir;
import dev.supercargo.promotion.config.ConfigSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/// `file-write`: a text to a file (steps.md 5.3). Unlike other steps it refuses paths that lead elsewhere.
public final class FileWriteStep implements StepRunner {
    private static final String USUAL_MODE = "0600";

    private final ConfigSchema schema = ConfigSchema.bundled(kind());

    @Override
    public String kind() {
        return "file-write";
    }

    @Override
    public ConfigSchema schema() {
        return schema;
    }

    @Override
    public StepOutcome run(StepContext context) {
        StepConfig config = context.config();
        WorkDir dir = context.workDir();
        String path = config.text("path");
        byte[] contents = config.text("contents").getBytes(StandardCharsets.UTF_8);
        String cleaned = checkedPath(path);
        Set<PosixFilePermission> mode = checkedMode(config.given("permissions").orElse(USUAL_MODE));
        Path file = dir.resolve(path);
        String resolved = dir.relative(file);
        if (!resolved.equals(cleaned)) {
            throw StepFailure.failed("path \"%s\" resolves to a different path \"%s\" (symlinks are forbidden)"
                    .formatted(path, resolved));
        }
        boolean exists = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        if (exists && !config.flag("overwrite") && !isOwnEarlierWork(context, file, contents)) {
            throw StepFailure.failed("file \"%s\" already exists; set overwrite to true to replace it".formatted(path));
        }
        return write(dir, file, path, contents, mode);
    }

    private static StepOutcome write(
            WorkDir dir, Path file, String path, byte[] contents, Set<PosixFilePermission> mode) {
        try {
            WorkDir.createDirectories(file.getParent() == null ? dir.root() : file.getParent());
        } catch (IOException e) {
            return StepOutcome.errored(
                    "error creating parent directories for \"%s\": %s".formatted(path, dir.withoutRoot(Words.of(e))));
        }
        try {
            if (Files.isDirectory(file)) {
                throw new IOException(dir.relative(file) + " is a directory");
            }
            dir.write(file, contents, mode);
            return StepOutcome.succeeded();
        } catch (IOException e) {
            return StepOutcome.errored("error writing file \"%s\": %s".formatted(path, dir.withoutRoot(Words.of(e))));
        }
    }

    /// A run that was broken off right after it wrote must not stumble over its own file.
    private static boolean isOwnEarlierWork(StepContext context, Path file, byte[] contents) {
        try {
            return context.journal().interrupted()
                    && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Arrays.equals(Files.readAllBytes(file), contents);
        } catch (IOException e) {
            return false;
        }
    }

    private static String checkedPath(String path) {
        if (path.startsWith("/")) {
            throw StepFailure.failed("path \"" + path + "\" must be relative");
        }
        String cleaned = Path.of(path).normalize().toString();
        if (cleaned.equals("..") || cleaned.startsWith("../")) {
            throw StepFailure.failed("path \"" + path + "\" attempts to traverse outside the working directory");
        }
        if (cleaned.equals(".git") || cleaned.startsWith(".git/")) {
            throw StepFailure.failed("writing to the .git directory is forbidden: \"" + path + "\"");
        }
        return cleaned;
    }

    private static Set<PosixFilePermission> checkedMode(String permissions) {
        int bits = Integer.parseInt(permissions, 8);
        if ((bits & 0111) != 0) {
            throw StepFailure.failed("permissions \"" + permissions + "\" must not include executable bits");
        }
        if ((bits & 0002) != 0) {
            throw StepFailure.failed("permissions \"" + permissions + "\" must not be world-writable");
        }
        var mode = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] fromOwnerRead = PosixFilePermission.values();
        for (int i = 0; i < fromOwnerRead.length; i++) {
            if ((bits & (0400 >> i)) != 0) {
                mode.add(fromOwnerRead[i]);
            }
        }
        return mode;
    }
}
