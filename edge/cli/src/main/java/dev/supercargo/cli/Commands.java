package dev.supercargo.cli;

import picocli.CommandLine;

/// The commands of this module, for the entry point to add.
public final class Commands {
    private Commands() {}

    /// Adds every command to a command line.
    public static void addTo(CommandLine commandLine) {
        commandLine.addSubcommand(new WhyCommand());
        commandLine.addSubcommand(new ProblemsCommand());
    }
}
