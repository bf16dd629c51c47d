package dev.supercargo.app.demo;

import com.sun.net.httpserver.HttpExchange;
import dev.supercargo.app.UserError;
import dev.supercargo.git.server.GitHttpServer;
import dev.supercargo.meta.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the demo serves over HTTP on one port: its repositories, and the check that verifications call.
///
/// `GET /check?stage=S&revision=R` answers `{"ok": true}` exactly when the branch of Stage S holds revision R.
public final class DemoSite implements AutoCloseable {
    private final GitHttpServer server;

    private DemoSite(GitHttpServer server) {
        this.server = server;
    }

    /// Starts to serve; port 0 takes any free one.
    ///
    /// @throws UserError when the port is taken
    public static DemoSite start(DemoRepositories repositories, int port) {
        GitHttpServer server;
        try {
            server = GitHttpServer.start(repositories.folder(), port, Optional.empty(), _ -> {});
        } catch (UncheckedIOException e) {
            throw new UserError("cannot serve the demo's repositories on port " + port + ": " + UserError.cause(e)
                    + "; stop what uses the port, or choose another one with --git-port PORT (0: any free one)");
        }
        server.route("/check", exchange -> check(repositories, exchange));
        return new DemoSite(server);
    }

    private static void check(DemoRepositories repositories, HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
            Optional<String> held = repositories.held(query.getOrDefault("stage", ""));
            var answer = new LinkedHashMap<String, Object>();
            answer.put("ok", held.isPresent() && held.equals(Optional.ofNullable(query.get("revision"))));
            answer.put("stage", query.getOrDefault("stage", ""));
            answer.put("revision", held.orElse(""));
            byte[] body = Json.bytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Map<String, String> query(String raw) {
        var values = new LinkedHashMap<String, String>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    values.put(
                            pair.substring(0, equals),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return values;
    }

    /// The port that is listened on.
    public int port() {
        return server.port();
    }

    /// The address, as the example's manifests write it.
    public String url() {
        return "http://localhost:" + port();
    }

    @Override
    public void close() {
        server.close();
    }
}
