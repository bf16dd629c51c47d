package dev.supercargo.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPInputStream;

/// Stands before a repository server, passes everything on, and counts: bytes of bodies in both directions, requests
/// that list refs, requests that fetch objects.
final class TrafficMeter implements AutoCloseable {
    private static final Set<String> PASSED =
            Set.of("content-type", "content-encoding", "git-protocol", "accept", "authorization");

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final int behind;
    private final LongAdder fetches = new LongAdder();
    private final LongAdder listings = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /// The counts at one moment, or between two.
    record Reading(long fetches, long listings, long bytes) {
        Reading since(Reading earlier) {
            return new Reading(fetches - earlier.fetches, listings - earlier.listings, bytes - earlier.bytes);
        }
    }

    private TrafficMeter(HttpServer server, int behind) {
        this.server = server;
        this.behind = behind;
    }

    /// Starts on a free port, before a server on the loopback address.
    static TrafficMeter before(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var meter = new TrafficMeter(server, port);
        server.setExecutor(meter.requests);
        server.createContext("/", meter::pass);
        server.start();
        return meter;
    }

    /// The URL of a repository, as a client should use it.
    String url(String repository) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + repository + ".git";
    }

    Reading read() {
        return new Reading(fetches.sum(), listings.sum(), bytes.sum());
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            count(exchange, body);
            URI target = URI.create("http://127.0.0.1:" + behind + exchange.getRequestURI());
            var request = HttpRequest.newBuilder(target)
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (PASSED.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            for (String name : List.of("content-type", "cache-control")) {
                answer.headers()
                        .firstValue(name)
                        .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
            }
            exchange.sendResponseHeaders(answer.statusCode(), 0);
            try (InputStream from = answer.body();
                    OutputStream to = exchange.getResponseBody()) {
                bytes.add(body.length + from.transferTo(to));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private void count(HttpExchange exchange, byte[] body) throws IOException {
        if (!exchange.getRequestURI().getPath().endsWith("/git-upload-pack")) {
            return;
        }
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        byte[] plain = packed ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
        String text = new String(plain, StandardCharsets.ISO_8859_1);
        if (text.contains("command=ls-refs")) {
            listings.increment();
        } else if (text.contains("command=fetch") || text.contains("want ")) {
            fetches.increment();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
        requests.shutdownNow();
    }
}
