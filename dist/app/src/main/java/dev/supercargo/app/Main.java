package dev.supercargo.app;

import dev.supercargo.app.demo.DemoCommand;
import dev.supercargo.app.doctor.DoctorCommand;
import dev.supercargo.app.install.ManifestsCommand;
import dev.supercargo.app.serve.ServeCommand;
import dev.supercargo.cli.CliError;
import dev.supercargo.cli.Commands;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The entry point behind `./supercargo`: parses the command line, runs the command, turns failures into an exit status
/// (0 done, 1 it did not work, 2 wrong words on the command line).
@Command(
        name = "supercargo",
        mixinStandardHelpOptions = true,
        version = "supercargo 0.1.0",
        description = "Continuous promotion for GitOps: artifacts become Freight and travel through Stages.",
        subcommands = {
            DemoCommand.class,
            DoctorCommand.class,
            UpCommand.class,
            ApiServerCommand.class,
            ManifestsCommand.class,
            ServeCommand.class,
            StoreCommand.class,
            TrainCommand.class
        })
public final class Main {
    /// fabric8 warns of every `v1alpha1`. Kept here, for loggers are held weakly.
    private static final Logger UNSTABLE_VERSIONS =
            Logger.getLogger("io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils");

    private Main() {}

    /// Runs one command and ends the process with its status.
    public static void main(String[] args) {
        quietLogs();
        CommandLine commandLine = new CommandLine(new Main());
        Commands.addTo(commandLine);
        commandLine.setExecutionExceptionHandler((e, _, _) -> {
            if (e instanceof CliError) {
                System.err.println("Error: " + e.getMessage());
                return 1;
            }
            if (e instanceof UserError) {
                System.err.println("supercargo: " + e.getMessage());
                return 1;
            }
            System.err.println("supercargo: this is a bug: " + e);
            e.printStackTrace(System.err);
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

    /// Warnings and worse go to standard error, one line each; standard output belongs to the command.
    private static void quietLogs() {
        System.setProperty(
                "java.util.logging.SimpleFormatter.format",
                "%1$tY-%1$tm-%1$tdT%1$tH:%1$tM:%1$tS %4$s %3$s: %5$s%6$s%n");
        Logger root = LogManager.getLogManager().getLogger("");
        Level level = Level.parse(System.getenv().getOrDefault("SUPERCARGO_LOG", "WARNING"));
        root.setLevel(level);
        for (Handler handler : root.getHandlers()) {
            handler.setLevel(level);
        }
        UNSTABLE_VERSIONS.setLevel(Level.SEVERE);
    }
}
