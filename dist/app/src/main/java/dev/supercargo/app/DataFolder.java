package dev.supercargo.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/// Where one installation keeps everything: the store, keys, the kubeconfig, mirrors, work directories.
public record DataFolder(Path root) {
    /// The folder for a purpose (`laptop`, `demo`) under the user's data folder.
    public static DataFolder ofUser(String purpose) {
        return new DataFolder(userData().resolve("supercargo").resolve(purpose));
    }

    private static Path userData() {
        String xdg = System.getenv("XDG_DATA_HOME");
        if (xdg != null && !xdg.isEmpty()) {
            return Path.of(xdg);
        }
        Path home = Path.of(System.getProperty("user.home"));
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        return mac ? home.resolve("Library/Application Support") : home.resolve(".local/share");
    }

    /// Makes the folder, readable by its owner alone.
    ///
    /// @throws UserError when that is impossible
    public DataFolder made() {
        try {
            if (!Files.isDirectory(root)) {
                Files.createDirectories(root);
                if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
                }
            }
            for (Path inner : new Path[] {mirrors(), work()}) {
                Files.createDirectories(inner);
            }
        } catch (IOException e) {
            throw new UserError("cannot make the data folder " + root + ": " + e.getMessage()
                    + "; choose another one with --data DIR");
        }
        return this;
    }

    /// The folder of the API server's objects.
    public Path store() {
        return root.resolve("store");
    }

    /// The kubeconfig of the local user, a cluster administrator.
    public Path kubeconfig() {
        return root.resolve("kubeconfig");
    }

    /// Keys and certificates of the API server.
    public Path pki() {
        return root.resolve("pki");
    }

    /// Shared mirrors of git repositories.
    public Path mirrors() {
        return root.resolve("mirrors");
    }

    /// Work directories of Promotions.
    public Path work() {
        return root.resolve("work");
    }

    /// The demo's bare repositories.
    public Path repositories() {
        return root.resolve("repositories");
    }
}
