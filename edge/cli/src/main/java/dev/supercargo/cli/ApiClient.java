package dev.supercargo.cli;

import dev.supercargo.meta.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// Asks the REST API.
final class ApiClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Address address;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    ApiClient(Address address) {
        this.address = address;
    }

    /// One part of a path, escaped.
    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// @throws CliError where there is no good answer
    Map<String, Object> get(String path) throws InterruptedException {
        HttpResponse<String> response = sent(path);
        if (response.statusCode() != 200) {
            throw new CliError(response.statusCode() + reason(response.statusCode()) + ": " + response.body());
        }
        try {
            return Json.asObject(Json.parse(response.body()));
        } catch (IllegalArgumentException e) {
            throw new CliError(address.server() + path + " does not answer in JSON: is it a Supercargo server?");
        }
    }

    private HttpResponse<String> sent(String path) throws InterruptedException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.server() + path))
                    .timeout(PATIENCE)
                    .header("X-Kargo-CLI-Version", "0.1.0");
            address.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            String next = address.server().equals(Address.LAPTOP)
                    ? "; start the laptop with `supercargo up` or `supercargo demo`, or name a server with --server URL"
                    : "; see that the server runs and that --server names it";
            throw new CliError("cannot reach " + address.server() + next);
        } catch (IllegalArgumentException e) {
            throw new CliError("--server " + address.server() + " is no URL: " + e.getMessage());
        }
    }

    private static String reason(int status) {
        return switch (status) {
            case 401 -> " Unauthorized";
            case 403 -> " Forbidden";
            case 404 -> " Not Found";
            case 500 -> " Internal Server Error";
            default -> "";
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
