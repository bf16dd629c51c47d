package dev.supercargo.git.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Serves the bare repositories of a folder over HTTP on the loopback address, through `git http-backend`.
/// Anybody who may read may push.
public final class GitHttpServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService requests;
    private final Path folder;
    private final Optional<Login> login;
    private final Consumer<String> pushed;

    /// The one user name and password that are accepted.
    public record Login(String username, String password) {
        @Override
        public String toString() {
            return "Login[" + username + "]";
        }
    }

    private GitHttpServer(HttpServer server, Path folder, Optional<Login> login, Consumer<String> pushed) {
        this.server = server;
        this.folder = folder;
        this.login = login;
        this.pushed = pushed;
        this.requests = Executors.newVirtualThreadPerTaskExecutor();
    }

    /// Starts to serve a folder.
    ///
    /// @param port the port, 0 for any free one
    /// @param login who is let in, empty for everybody
    /// @param pushed hears the name of a repository (without `.git`) after each push to it
    public static GitHttpServer start(Path folder, int port, Optional<Login> login, Consumer<String> pushed) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            var server = new GitHttpServer(http, Files.createDirectories(folder), login, pushed);
            http.setExecutor(server.requests);
            http.createContext("/", server::handle);
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot serve " + folder + " on port " + port, e);
        }
    }

    /// Makes an empty bare repository with default branch `main`, if there is none of this name; returns
    /// its folder.
    public Path create(String name) {
        Path repository = folder.resolve(name + ".git");
        if (!Files.exists(repository)) {
            git("init", "--quiet", "--bare", "--initial-branch=main", repository.toString());
        }
        return repository;
    }

    /// Serves something else under a path, beside the repositories.
    public void route(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    /// The port that is listened on.
    public int port() {
        return server.getAddress().getPort();
    }

    /// The URL of a repository.
    public URI url(String name) {
        return URI.create("http://127.0.0.1:" + port() + "/" + name + ".git");
    }

    /// Stops at once.
    @Override
    public void close() {
        server.stop(0);
        requests.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isLetIn(exchange)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            String path = exchange.getRequestURI().getPath();
            if (path.contains("..") || !path.contains(".git/")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            Process backend = start(exchange, path);
            try {
                answer(exchange, backend);
            } finally {
                backend.destroyForcibly();
            }
            if (path.endsWith("/git-receive-pack")
                    && exchange.getRequestMethod().equals("POST")) {
                pushed.accept(path.substring(1, path.indexOf(".git/")));
            }
        }
    }

    private boolean isLetIn(HttpExchange exchange) {
        if (login.isEmpty()) {
            return true;
        }
        String wanted = login.get().username() + ":" + login.get().password();
        String expected = "Basic " + Base64.getEncoder().encodeToString(wanted.getBytes(StandardCharsets.UTF_8));
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    /// The variables of a CGI call (RFC 3875) as `git http-backend` reads them.
    private Process start(HttpExchange exchange, String path) throws IOException {
        var builder =
                new ProcessBuilder("git", "-c", "http.receivepack=true", "-c", "safe.directory=*", "http-backend");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> variables = builder.environment();
        String search = variables.getOrDefault("PATH", "/usr/bin:/bin");
        variables.clear();
        variables.put("PATH", search);
        variables.put("HOME", folder.toString());
        variables.put("GIT_CONFIG_NOSYSTEM", "1");
        variables.put("GIT_PROJECT_ROOT", folder.toString());
        variables.put("GIT_HTTP_EXPORT_ALL", "1");
        variables.put("REQUEST_METHOD", exchange.getRequestMethod());
        variables.put("PATH_INFO", path);
        variables.put(
                "QUERY_STRING",
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
        variables.put("REMOTE_ADDR", "127.0.0.1");
        variables.put("REMOTE_USER", login.map(Login::username).orElse("anonymous"));
        header(exchange, "Content-Type").ifPresent(value -> variables.put("CONTENT_TYPE", value));
        header(exchange, "Content-Encoding").ifPresent(value -> variables.put("HTTP_CONTENT_ENCODING", value));
        header(exchange, "Git-Protocol").ifPresent(value -> variables.put("GIT_PROTOCOL", value));
        return builder.start();
    }

    private void answer(HttpExchange exchange, Process backend) throws IOException {
        Thread.ofVirtual().start(() -> feed(exchange.getRequestBody(), backend.getOutputStream()));
        try (InputStream output = new BufferedInputStream(backend.getInputStream())) {
            int status = 200;
            for (String line = line(output); !line.isEmpty(); line = line(output)) {
                int colon = line.indexOf(':');
                String name = line.substring(0, Math.max(colon, 0));
                String value = line.substring(colon + 1).strip();
                if (name.equalsIgnoreCase("Status")) {
                    status = Integer.parseInt(value.substring(0, 3));
                } else if (!name.toLowerCase(Locale.ROOT).equals("content-length")) {
                    exchange.getResponseHeaders().add(name, value);
                }
            }
            exchange.sendResponseHeaders(status, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                output.transferTo(body);
            }
        }
    }

    private static void feed(InputStream request, OutputStream backend) {
        try (backend) {
            request.transferTo(backend);
        } catch (IOException _) {
            return; // one of them went away; the answer tells
        }
    }

    private static String line(InputStream input) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = input.read(); b >= 0 && b != '\n'; b = input.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    private static void git(String... words) {
        try {
            var command = new java.util.ArrayList<>(List.of("git"));
            command.addAll(List.of(words));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.onExit().join().exitValue() != 0) {
                throw new IllegalStateException("git " + words[0] + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
