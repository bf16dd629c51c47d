package dev.supercargo.kube.apiserver.front;

import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.http2.Http2ConnectionSelector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries requests from TLS connections to the handler. One virtual thread serves a request; of a watch, it carries
/// each chunk as it comes, so that a slow client holds up nobody but itself.
public final class TlsDoor implements AutoCloseable {
    /// A little more than a request may have, so that the handler sees that it is too much.
    private static final int MOST_BYTES = 3 * 1024 * 1024 + 1;

    /// How much of a large body is sent at once.
    private static final int SLICE = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(TlsDoor.class);

    private final Function<ApiRequest, ApiResponse> handler;
    private final Connections connections = new Connections();
    private final WebServer server;

    private TlsDoor(SSLContext tls, int port, Function<ApiRequest, ApiResponse> handler) {
        this.handler = handler;
        this.server = WebServer.builder()
                .host("127.0.0.1")
                .port(port)
                .tls(Tls.builder()
                        .sslContext(tls)
                        .clientAuth(TlsClientAuth.OPTIONAL)
                        .endpointIdentificationAlgorithm(Tls.ENDPOINT_IDENTIFICATION_NONE)
                        .build())
                .connectionOptions(
                        options -> options.tcpNoDelay(true)) // else small answers wait for an acknowledgement
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofSeconds(2))
                .addConnectionSelector(connections.knowing(Http1ConnectionSelector.builder()
                        .config(Http1Config.builder().validatePath(false).build())
                        .addUpgrader(new WatchUpgrade(handler))
                        .build()))
                .addConnectionSelector(connections.knowingFrames(Http2ConnectionSelector.builder()
                        .http2Config(Http2Config.create())
                        .build()))
                .maxPayloadSize(64L * 1024 * 1024)
                .routing(routing -> routing.any(this::serve))
                .build()
                .start();
    }

    /// Opens the door on 127.0.0.1; port 0 takes a free one.
    ///
    /// @throws UncheckedIOException when the port is taken (the web server itself would only log that)
    public static TlsDoor open(SSLContext tls, int port, Function<ApiRequest, ApiResponse> handler) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            LOG.trace("port {} is free", probe.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
        }
        var door = new TlsDoor(tls, port, handler);
        if (door.port() < 0) {
            throw new UncheckedIOException(new IOException("cannot listen on 127.0.0.1:" + port));
        }
        return door;
    }

    public int port() {
        return server.port();
    }

    private void serve(ServerRequest request, ServerResponse response) throws InterruptedException {
        switch (handler.apply(read(request))) {
            case ApiResponse.Complete complete -> {
                head(complete, response);
                send(complete.body(), response);
            }
            case ApiResponse.Stream stream -> {
                boolean alone = request.prologue().protocolVersion().startsWith("1");
                head(stream, response);
                if (alone) {
                    response.header(HeaderNames.CONNECTION, "close"); // what it says is read while the stream lasts
                }
                Runnable release = connections.carry(request.socketId(), request.id(), stream.chunks(), alone);
                try {
                    send(stream.chunks(), response);
                } finally {
                    release.run();
                }
            }
        }
    }

    private static ApiRequest read(ServerRequest request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : request.headers()) {
            headers.put(header.name(), header.allValues());
        }
        return new ApiRequest(
                request.prologue().method().text(),
                request.prologue().uriPath().rawPathNoParams(),
                request.query().rawValue(),
                headers,
                body(request),
                new ApiRequest.Caller.Peer(certificates(request.remotePeer())));
    }

    private static byte[] body(ServerRequest request) {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try (InputStream in = request.content().inputStream()) {
            byte[] body = in.readNBytes(MOST_BYTES);
            in.skip(Long.MAX_VALUE); // what is too much is read and dropped, so that the answer reaches the client
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<X509Certificate> certificates(PeerInfo peer) {
        Optional<Certificate[]> shown = peer.tlsCertificates();
        return shown.stream()
                .flatMap(Arrays::stream)
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .toList();
    }

    private static void head(ApiResponse answer, ServerResponse response) {
        response.status(Status.create(answer.status()));
        answer.headers().forEach((name, values) -> {
            HeaderName header = HeaderNames.create(name);
            response.header(header, values.toArray(String[]::new));
        });
    }

    /// Sends a body; a large one slice by slice, for the web server copies all that it is given at once.
    private static void send(byte[] body, ServerResponse response) {
        if (body.length <= SLICE) {
            response.send(body);
            return;
        }
        response.contentLength(body.length);
        try (OutputStream out = response.outputStream()) {
            for (int at = 0; at < body.length; at += SLICE) {
                out.write(body, at, Math.min(SLICE, body.length - at));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(ApiResponse.Chunks chunks, ServerResponse response) throws InterruptedException {
        try (chunks;
                ChunkSink sink = response.sink(ChunkSink.TYPE)) {
            Optional<byte[]> chunk = chunks.next();
            while (chunk.isPresent()) {
                sink.emit(chunk.get());
                chunk = chunks.next();
            }
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
