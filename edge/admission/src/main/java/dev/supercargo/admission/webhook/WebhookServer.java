package dev.supercargo.admission.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.supercargo.admission.Admission;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers the reviews of an API server over HTTPS, each on a virtual thread.
public final class WebhookServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookServer.class);
    private static final int LARGEST_BODY = 16 * 1024 * 1024;

    private final HttpsServer server;
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final Admission admission;

    private WebhookServer(HttpsServer server, Admission admission) {
        this.server = server;
        this.admission = admission;
    }

    /// Starts to listen on all addresses; port 0 takes any free one. Closing it leaves the rules open.
    ///
    /// @param tls proves who the webhook is; asked anew at each connection, so a new certificate needs no restart
    /// @throws UncheckedIOException when the port is not to be had
    public static WebhookServer start(int port, SSLContext tls, Admission admission) {
        try {
            HttpsServer https = HttpsServer.create(new InetSocketAddress(port), 0);
            https.setHttpsConfigurator(new HttpsConfigurator(tls));
            var server = new WebhookServer(https, admission);
            https.setExecutor(server.requests);
            https.createContext("/", server::handle);
            https.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    /// The port that is listened on.
    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            boolean mutating = path.startsWith(WebhookConfigurations.MUTATE);
            boolean known = mutating
                    || path.startsWith(WebhookConfigurations.VALIDATE)
                    || path.equals(WebhookConfigurations.VALIDATE_REPLICA);
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
            if (!known) {
                send(exchange, 404, "text/plain", "no webhook at " + path + "\n");
                return;
            }
            answer(exchange, mutating, body);
        } catch (RuntimeException e) {
            LOG.error("a review failed", e);
            throw e;
        }
    }

    private void answer(HttpExchange exchange, boolean mutating, byte[] body) throws IOException {
        Map<String, Object> review;
        try {
            review = Json.parseObject(body);
        } catch (JsonException e) {
            send(exchange, 400, "text/plain", "not an AdmissionReview: " + e.getMessage() + "\n");
            return;
        }
        send(exchange, 200, "application/json", Json.print(Reviews.answer(admission, mutating, review)));
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        requests.close();
    }
}
