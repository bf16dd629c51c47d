package dev.supercargo.app;

import dev.supercargo.app.demo.DemoCommand;
import dev.supercargo.app.doctor.DoctorCommand;
import dev.supercargo.app.install.ManifestsCommand;
import dev.supercargo.app.serve.ServeCommand;
import dev.supercargo.cli.CliError;
import dev.supercargo.cli.Commands;
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
    private Main() {}

    /// Runs one command and ends the process with its status.
    public static void main(String[] args) {
        Logs.quiet();
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
}
