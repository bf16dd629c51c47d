package dev.supercargo.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// Runs worlds, one seed after the other, until so many events have happened in them.
///
/// Replay one that broke with `-Dsimulation.seed=N`; `-Dsimulation.events=M` says how many events there
/// are to be.
public final class Simulation {
    /// More events than most worlds have.
    private static final long A_WORLD = 5_000;

    /// How many worlds there were, and what happened in them.
    public record Tally(int worlds, long events) {}

    private Simulation() {}

    /// Runs worlds from a seed on until at least so many events have happened; at least one. Each world
    /// has a thread of its own and shares nothing; as many run at a time as there are processors.
    ///
    /// @throws Broken with the first seed of the worlds in which something was not as it must be
    public static Tally run(long seed, long events, Fault fault) {
        Path folder = folder();
        int abreast = events > A_WORLD ? Runtime.getRuntime().availableProcessors() : 1;
        long happened = 0;
        int worlds = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(abreast)) {
            var running = new ArrayDeque<Future<Long>>();
            while (happened < events || !running.isEmpty()) {
                while (happened < events && running.size() < abreast) {
                    long next = seed + worlds++;
                    running.add(threads.submit(() -> world(next, fault, folder)));
                }
                happened += running.remove().get();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Broken broken) {
                throw broken;
            }
            throw new IllegalStateException("a world failed", e);
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
