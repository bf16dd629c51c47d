package dev.supercargo.bench;

import dev.supercargo.app.UserError;
import dev.supercargo.meta.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The entry point behind `./supercargo bench`: each line of its output is one JSON object.
@Command(
        name = "supercargo bench",
        mixinStandardHelpOptions = true,
        description = "Measures laptop mode as a client sees it; prints one line of JSON per round.",
        subcommands = {
            Bench.FanOutCommand.class,
            Bench.WarehousesCommand.class,
            Bench.QuietCommand.class,
            Bench.ApiServerCommand.class
        })
public final class Bench {
    /// fabric8 warns of every `v1alpha1`. Kept here, for loggers are held weakly.
    private static final Logger UNSTABLE_VERSIONS =
            Logger.getLogger("io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils");

    private Bench() {}

    /// Runs one bench; ends the process with its status.
    public static void main(String[] args) {
        LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
        UNSTABLE_VERSIONS.setLevel(Level.SEVERE);
        CommandLine commandLine = new CommandLine(new Bench());
        commandLine.setExecutionExceptionHandler((e, _, _) -> {
            if (e instanceof UserError) {
                System.err.println("supercargo: " + e.getMessage());
            } else {
                e.printStackTrace(System.err);
            }
            return 1;
        });
        int status = args.length == 0 ? usage(commandLine) : commandLine.execute(args);
        System.out.flush();
        System.exit(status);
    }

    private static int usage(CommandLine commandLine) {
        commandLine.usage(System.err);
        return 2;
    }

    private static void print(Map<String, Object> line) {
        System.out.println(Json.print(line));
        System.out.flush();
    }

    @Command(name = "fanout", description = "One piece of Freight into many Stages, several times.")
    static final class FanOutCommand implements Callable<Integer> {
        @Option(names = "--stages", defaultValue = "100", description = "how many Stages take from one")
        int stages;

        @Option(names = "--rounds", defaultValue = "3", description = "how many pieces of Freight")
        int rounds;

        @Option(names = "--neighbour", description = "how long a second Project waits meanwhile")
        boolean neighbour;

        @Override
        public Integer call() throws Exception {
            try (World world = World.start()) {
                var bench = new FanOut(world, stages);
                bench.prepare();
                for (int round = 1; round <= rounds; round++) {
                    print(bench.round());
                }
                if (neighbour) {
                    new Neighbour(world, bench).measure().forEach(Bench::print);
                }
            }
            return 0;
        }
    }

    @Command(name = "warehouses", description = "One commit in a repository that many Warehouses look at.")
    static final class WarehousesCommand implements Callable<Integer> {
        @Option(names = "--warehouses", defaultValue = "57", description = "how many Warehouses")
        int warehouses;

        @Option(names = "--size-mb", defaultValue = "50", description = "the size of the repository")
        int megabytes;

        @Option(names = "--rounds", defaultValue = "3", description = "how many commits")
        int rounds;

        @Override
        public Integer call() throws Exception {
            try (World world = World.start();
                    var bench = new ManyWarehouses(world, warehouses, megabytes)) {
                print(bench.prepare());
                for (int round = 1; round <= rounds; round++) {
                    print(bench.round());
                }
            }
            return 0;
        }
    }

    @Command(name = "quiet", description = "What is written while nothing happens.")
    static final class QuietCommand implements Callable<Integer> {
        @Option(names = "--stages", defaultValue = "20", description = "how many Stages stand still")
        int stages;

        @Option(names = "--seconds", defaultValue = "300", description = "how long to look")
        int seconds;

        @Override
        public Integer call() throws Exception {
            try (World world = World.start()) {
                var settled = new FanOut(world, stages);
                settled.prepare();
                print(new Quiet(world, settled).watch(Duration.ofSeconds(seconds)));
            }
            return 0;
        }
    }

    @Command(name = "apiserver", description = "The embedded API server alone, and a real one, if there, beside it.")
    static final class ApiServerCommand implements Callable<Integer> {
        @Option(names = "--seconds", defaultValue = "5", description = "how long each load lasts")
        int seconds;

        @Option(names = "--objects", defaultValue = "10000", description = "how many objects are listed")
        int objects;

        @Option(names = "--kept", defaultValue = "100000", description = "how many are there at the last start")
        int kept;

        @Override
        public Integer call() throws Exception {
            Path root = Path.of(System.getProperty("supercargo.root", ".")).toAbsolutePath();
            List<String> supercargo = List.of(root.resolve("supercargo").toString());
            var scale = ApiServerBench.Scale.of(objects, kept);
            new ApiServerBench(supercargo, Duration.ofSeconds(seconds), scale, Bench::print).run();
            return 0;
        }
    }
}
