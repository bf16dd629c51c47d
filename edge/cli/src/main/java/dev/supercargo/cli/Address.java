package dev.supercargo.cli;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import dev.supercargo.meta.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where the API is and what it is shown, from flags, environment and file, in this order (cli.md 1.1).
///
/// @param server the URL, without a slash at the end
/// @param token the bearer token, where one is known
/// @param project the default Project, where one is set
record Address(String server, Optional<String> token, Optional<String> project) {
    /// The laptop's REST API unless told otherwise.
    static final String LAPTOP = "http://127.0.0.1:16080";

    /// @param server the flag `--server`
    /// @param kubeconfig the flag `--kubeconfig`: its current context's token is shown to the server
    static Address of(Optional<String> server, Optional<Path> kubeconfig, Map<String, String> environment) {
        Optional<String> address = set(environment, "KARGO_API_ADDRESS");
        Optional<String> token = set(environment, "KARGO_API_TOKEN");
        boolean fromEnvironment = address.isPresent() && token.isPresent();
        Map<String, Object> file = fromEnvironment ? Map.of() : file(environment);
        Optional<String> stored = fromEnvironment ? address : text(file, "apiAddress");
        Optional<String> shown = kubeconfig
                .map(path -> Optional.of(KubeconfigToken.of(path)))
                .orElse(fromEnvironment || server.isPresent() ? token : text(file, "bearerToken"));
        return new Address(trimmed(server.or(() -> stored).orElse(LAPTOP)), shown, text(file, "project"));
    }

    private static Optional<String> set(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private static Optional<String> text(Map<String, Object> file, String key) {
        return Json.text(file, key).filter(value -> !value.isEmpty());
    }

    private static String trimmed(String address) {
        String whole = address.contains("://") ? address : "https://" + address;
        return whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole;
    }

    private static Map<String, Object> file(Map<String, String> environment) {
        Path folder = set(environment, "XDG_CONFIG_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".config"));
        Path path = folder.resolve("kargo").resolve("config");
        if (!Files.exists(path)) {
            return Map.of();
        }
        try {
            return Yaml.parse(Files.readString(path)) instanceof Map<?, ?> map ? Json.asObject(map) : Map.of();
        } catch (IOException | JsonException e) {
            throw new CliError("load config: error parsing configuration file at " + path + ": " + e.getMessage());
        }
    }
}
