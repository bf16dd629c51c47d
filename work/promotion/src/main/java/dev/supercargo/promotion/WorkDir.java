package dev.supercargo.promotion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Set;

/// A Promotion's directory: the sandbox of its steps (steps.md 1.5).
///
/// [#resolve] treats the directory as if it were `/`: `..`, absolute paths and links are re-rooted, so that nothing
/// outside can be named. Files are replaced whole, by way of [#scratch], so that a kill leaves the old or the new one.
public final class WorkDir {
    private static final int MAX_LINKS = 255;
    private static final Set<PosixFilePermission> FILE_MODE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY_MODE = PosixFilePermissions.fromString("rwx------");

    private final Path root;
    private final Path scratch;

    /// @param root the directory itself, which exists
    /// @param scratch a directory on the same file system that no step can name
    public WorkDir(Path root, Path scratch) {
        this.root = root.toAbsolutePath().normalize();
        this.scratch = scratch.toAbsolutePath().normalize();
    }

    /// The directory itself.
    public Path root() {
        return root;
    }

    /// Where files are prepared before they take their place.
    public Path scratch() {
        return scratch;
    }

    /// The place that a step's path means. What does not exist is allowed at its end.
    ///
    /// @throws StepFailure on a loop of links
    public Path resolve(String path) {
        Deque<String> left = new ArrayDeque<>(Arrays.asList(path.split("/", -1)));
        Path here = root;
        int links = 0;
        while (!left.isEmpty()) {
            String part = left.pop();
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (part.equals("..")) {
                here = here.equals(root) ? root : parent(here);
                continue;
            }
            Path next = here.resolve(part);
            if (!Files.isSymbolicLink(next)) {
                here = next;
                continue;
            }
            links++;
            if (links > MAX_LINKS) {
                throw StepFailure.errored("cannot resolve \"" + path + "\": too many levels of symbolic links");
            }
            String target = linkTarget(next);
            here = target.startsWith("/") ? root : here;
            for (String inner : Arrays.asList(target.split("/", -1)).reversed()) {
                left.push(inner);
            }
        }
        return here;
    }

    /// A place as steps name it: relative to the directory.
    public String relative(Path place) {
        return root.relativize(place).toString();
    }

    /// A message without this machine's paths.
    public String withoutRoot(String message) {
        return message.replace(root + "/", "").replace(root.toString(), ".");
    }

    /// Writes a file whole. An existing file keeps its mode; a new one gets 0600, its missing parents 0700.
    public void write(Path file, byte[] content) {
        try {
            Set<PosixFilePermission> mode = Files.isRegularFile(file) ? Files.getPosixFilePermissions(file) : FILE_MODE;
            write(file, content, mode);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes a file whole, with this mode; missing parents get 0700.
    public void write(Path file, byte[] content, Set<PosixFilePermission> mode) throws IOException {
        createDirectories(parent(file));
        Files.createDirectories(scratch);
        Path prepared = Files.createTempFile(scratch, "file-", "");
        try {
            Files.write(prepared, content);
            Files.setPosixFilePermissions(prepared, mode);
            Files.move(prepared, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(prepared);
        }
    }

    /// Makes a directory and its missing parents with mode 0700.
    public static void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        createDirectories(parent(directory));
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, DIRECTORY_MODE);
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalStateException("no parent: " + path);
        }
        return parent;
    }

    private static String linkTarget(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
