package dev.supercargo.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// Runs worlds, one seed after the other, until so many events have happened in them.
///
/// Replay one that broke with `-Dsimulation.seed=N`; `-Dsimulation.events=M` says how many events there
/// are to be.
public final class Simulation {
    /// How many worlds there were, and what happened in them.
    public record Tally(int worlds, long events) {}

    private Simulation() {}

    /// Runs worlds from a seed on until at least so many events have happened; at least one.
    ///
    /// @throws Broken with the seed of the world in which something was not as it must be
    public static Tally run(long seed, long events, Fault fault) {
        Path folder = folder();
        long happened = 0;
        int worlds = 0;
        try {
            do {
                happened += world(seed + worlds, fault, folder);
                worlds++;
            } while (happened < events);
        } finally {
            delete(folder);
        }
        return new Tally(worlds, happened);
    }

    private static long world(long seed, Fault fault, Path folder) {
        World world = null;
        try {
            world = new World(seed, fault, folder);
            world.run();
            return world.events();
        } catch (Broken | RuntimeException e) {
            String trace = world == null ? "" : String.join("\n  ", world.trace());
            throw new Broken(
                    "seed " + seed + ": " + e.getMessage() + "\nreplay with -Dsimulation.seed=" + seed
                            + " -Dsimulation.events=1; after " + (world == null ? 0 : world.events())
                            + " events, of which the last changes were\n  " + trace,
                    e);
        } finally {
            delete(folder.resolve("w" + seed));
        }
    }

    /// In memory where there is such a place: steps force their journal to disk each time.
    private static Path folder() {
        try {
            Path memory = Path.of("/dev/shm");
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "simulation")
                    : Files.createTempDirectory("simulation");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
