package dev.supercargo.promotion.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The paths below a directory, relative and ordered, the directory itself as the empty path. Links to directories
/// are entered once; of one that leads outside only the first level is listed, which is enough to notice that a
/// pattern reaches there.
final class TreeListing {
    private final Path root;
    private final Path realRoot;
    private final Set<Path> entered = new HashSet<>();
    private final List<String> paths = new ArrayList<>();

    TreeListing(Path root) throws IOException {
        this.root = root;
        this.realRoot = root.toRealPath();
    }

    List<String> paths() throws IOException {
        paths.add("");
        enter(root);
        return List.copyOf(paths);
    }

    private void enter(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!entered.add(real)) {
            return;
        }
        boolean inside = real.startsWith(realRoot);
        List<Path> children;
        try (Stream<Path> listed = Files.list(directory)) {
            children = listed.sorted().toList();
        }
        for (Path child : children) {
            paths.add(root.relativize(child).toString());
            if (inside && Files.isDirectory(child)) {
                enter(child);
            }
        }
    }
}
