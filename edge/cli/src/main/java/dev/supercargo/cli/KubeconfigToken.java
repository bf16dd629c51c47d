package dev.supercargo.cli;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The bearer token of a kubeconfig's current context.
final class KubeconfigToken {
    private KubeconfigToken() {}

    /// @throws CliError where there is none
    static String of(Path kubeconfig) {
        Map<String, Object> config = read(kubeconfig);
        String current = Json.text(config, "current-context").orElse("");
        String user = named(config, "contexts", current)
                .flatMap(context -> Json.text(context, "context", "user"))
                .orElse("");
        return named(config, "users", user)
                .flatMap(found -> Json.text(found, "user", "token"))
                .filter(token -> !token.isEmpty())
                .orElseThrow(() -> new CliError("the current context of " + kubeconfig
                        + " has no bearer token; set KARGO_API_TOKEN, or leave --kubeconfig out to ask the laptop"));
    }

    private static Optional<Map<String, Object>> named(Map<String, Object> config, String list, String name) {
        return Json.list(config, list).stream()
                .map(Json::asObject)
                .filter(item -> Json.text(item, "name").equals(Optional.of(name)))
                .findFirst();
    }

    private static Map<String, Object> read(Path kubeconfig) {
        try {
            return Json.asObject(Yaml.parse(Files.readString(kubeconfig)));
        } catch (IOException | IllegalArgumentException e) {
            throw new CliError("cannot read kubeconfig " + kubeconfig + ": " + e.getMessage());
        }
    }
}
