package dev.supercargo.kube.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/// SQLite itself, which is machine code: without further ado each process unpacks it into the folder for temporary
/// files. A process that starts with `-Dorg.sqlite.lib.path=FOLDER` takes it from there, where it is there.
public final class NativeLibrary {
    private NativeLibrary() {}

    /// Puts the library for this machine into a folder, which is made if it is absent.
    ///
    /// @throws FileNotFoundException when there is none for this machine
    public static void unpack(Path folder) throws IOException {
        String name = LibraryLoaderUtil.getNativeLibName();
        String place = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        Files.createDirectories(folder);
        try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(place)) {
            if (in == null) {
                throw new FileNotFoundException(place);
            }
            Path half = folder.resolve(name + ".half");
            Files.copy(in, half, StandardCopyOption.REPLACE_EXISTING);
            Files.move(half, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
