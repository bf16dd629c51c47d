package dev.supercargo.rest;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves a [RestApi] over HTTP. One virtual thread serves a request.
public final class RestServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RestServer.class);
    /// A page of another site that names this machine by a name of its own is not answered.
    private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    private final RestApi api;
    private final boolean onlyOwnNames;
    private final WebServer server;

    private RestServer(RestApi api, String host, int port, boolean onlyOwnNames) {
        this.api = api;
        this.onlyOwnNames = onlyOwnNames;
        this.server = WebServer.builder()
                .host(host)
                .port(port)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofSeconds(2))
                .routing(routing -> routing.any(this::serve))
                .build()
                .start();
    }

    /// Serves the local user on 127.0.0.1; port 0 takes a free one.
    ///
    /// @throws UncheckedIOException when the port is taken
    public static RestServer onThisMachine(RestApi api, int port) {
        return started(api, "127.0.0.1", port, true);
    }

    /// Serves whoever reaches the address.
    ///
    /// @throws UncheckedIOException when the port is taken
    public static RestServer on(RestApi api, String host, int port) {
        return started(api, host, port, false);
    }

    private static RestServer started(RestApi api, String host, int port, boolean onlyOwnNames) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            LOG.trace("port {} is free", probe.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + host + ":" + port, e);
        }
        return new RestServer(api, host, port, onlyOwnNames);
    }

    public int port() {
        return server.port();
    }

    private void serve(ServerRequest request, ServerResponse response) {
        Answer answer = answer(request);
        response.status(Status.create(answer.status()));
        response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
        response.send(answer.body());
    }

    private Answer answer(ServerRequest request) {
        if (onlyOwnNames && !isOwnName(request.authority())) {
            return Answer.error(403, "this server answers only to 127.0.0.1 and localhost");
        }
        Optional<String> authorization = request.headers().first(HeaderNames.AUTHORIZATION);
        return api.router()
                .answer(
                        request.prologue().method().text(),
                        request.prologue().uriPath().rawPathNoParams(),
                        request.query().rawValue(),
                        authorization);
    }

    private static boolean isOwnName(String authority) {
        int colon = authority.lastIndexOf(':');
        boolean port = colon > authority.lastIndexOf(']');
        return OWN_NAMES.contains(port ? authority.substring(0, colon) : authority);
    }

    @Override
    public void close() {
        server.stop();
    }
}
