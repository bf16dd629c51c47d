package dev.supercargo.app.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.supercargo.app.UserError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Says over HTTP how a process is: `/livez` (does it make sense to restart it?), `/readyz` (can it be relied upon?),
/// each with `?verbose` and per check (`/readyz/NAME`); and `/metrics`, where there are some.
public final class HealthPort implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Check> live = new ConcurrentSkipListMap<>();
    private final Map<String, Check> ready = new ConcurrentSkipListMap<>();

    /// @param wrong what is wrong now
    /// @param counts whether the whole is wrong then
    private record Check(Supplier<Optional<String>> wrong, boolean counts) {}

    private HealthPort(HttpServer server) {
        this.server = server;
    }

    /// Listens on all addresses; port 0 takes any free one.
    ///
    /// @throws UserError when the port is taken
    public static HealthPort start(int port) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(port), 0);
            var health = new HealthPort(http);
            health.live("ping", Optional::empty);
            http.setExecutor(health.requests);
            http.createContext("/livez", exchange -> health.answer(exchange, "livez", health.live));
            http.createContext("/readyz", exchange -> health.answer(exchange, "readyz", health.ready));
            http.start();
            return health;
        } catch (IOException e) {
            throw new UserError("cannot listen on port " + port + ": " + UserError.cause(e)
                    + "; stop what uses the port, or choose another one with --health-port PORT (0: any free one)");
        }
    }

    /// Adds a check of life; it answers what is wrong, or nothing. A process that is not alive is not ready either.
    public void live(String name, Supplier<Optional<String>> check) {
        live.put(name, new Check(check, true));
        ready.put(name, new Check(check, true));
    }

    /// Adds a check of readiness.
    public void ready(String name, Supplier<Optional<String>> check) {
        ready.put(name, new Check(check, true));
    }

    /// Adds something that `/readyz?verbose` tells although the process can be relied upon for everything else: a
    /// webhook that is taken out of service because it lacks one permission would stop all writes. Asked for alone
    /// (`/readyz/NAME`), it is a check like others.
    public void told(String name, Supplier<Optional<String>> check) {
        ready.put(name, new Check(check, false));
    }

    /// Serves a text under a path.
    public void text(String path, String contentType, Supplier<String> text) {
        server.createContext(path, exchange -> send(exchange, 200, contentType, text.get()));
    }

    /// The port that is listened on.
    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange, String kind, Map<String, Check> checks) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String one = path.substring(kind.length() + 1).replaceAll("^/|/$", "");
        if (!one.isEmpty() && !checks.containsKey(one)) {
            send(exchange, 404, "text/plain", "no check " + one + "\n");
            return;
        }
        var lines = new StringBuilder();
        boolean healthy = true;
        for (Map.Entry<String, Check> check : checks.entrySet()) {
            if (one.isEmpty() || one.equals(check.getKey())) {
                boolean counts = check.getValue().counts() || !one.isEmpty();
                Optional<String> wrong = check.getValue().wrong().get();
                healthy &= wrong.isEmpty() || !counts;
                lines.append(line(check.getKey(), wrong, counts));
            }
        }
        lines.append(kind).append(healthy ? " check passed\n" : " check failed\n");
        boolean verbose = Optional.ofNullable(exchange.getRequestURI().getQuery())
                .filter(query -> query.startsWith("verbose"))
                .isPresent();
        send(exchange, healthy ? 200 : 500, "text/plain", healthy && !verbose ? "ok" : lines.toString());
    }

    private static String line(String name, Optional<String> wrong, boolean counts) {
        String sign = counts ? "[-]" : "[!]";
        return wrong.map(what -> sign + name + " failed: " + what).orElse("[+]" + name + " ok") + "\n";
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        requests.close();
    }
}
