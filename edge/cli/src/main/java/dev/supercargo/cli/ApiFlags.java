package dev.supercargo.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags of every command that asks the API.
final class ApiFlags {
    @Option(
            names = {"-p", "--project"},
            paramLabel = "PROJECT",
            description = "The Project (default: that of the configuration file).")
    private @Nullable String project;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, json or yaml (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Format output;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The REST API (default: KARGO_API_ADDRESS, the configuration file, else the laptop's).")
    private @Nullable String server;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "Shows the server the bearer token of this file's current context.")
    private @Nullable Path kubeconfig;

    /// How the answer is printed. Lower case, as the flag writes it.
    enum Format {
        table,
        json,
        yaml
    }

    Format output() {
        return output;
    }

    Address address() {
        return Address.of(Optional.ofNullable(server), Optional.ofNullable(kubeconfig), System.getenv());
    }

    Optional<String> project(Address address) {
        return Optional.ofNullable(project).or(address::project).filter(name -> !name.isEmpty());
    }
}
