package dev.supercargo.kube.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.apiserver.pki.Certified;
import dev.supercargo.kube.apiserver.pki.Pki;
import dev.supercargo.kube.store.Store;
import dev.supercargo.meta.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What greedy, slow and vanished clients may do to the others: nothing.
@Timeout(120)
class BoundsTest {
    private static final Identity ADMIN = Identity.administrator("admin");
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Store store;
    private ApiServer server;
    private Pki pki;

    @BeforeEach
    void start() {
        pki = Pki.open(folder, Instant.now());
        store = Store.inMemory();
        server = ApiServer.over(store, ApiServerOptions.standard().withPki(pki));
    }

    @AfterEach
    void stop() {
        server.close();
        store.close();
    }

    private ApiResponse send(String method, String path, String body) {
        return server.handle(ApiRequest.of(
                method,
                path,
                Map.of("content-type", List.of("application/json")),
                body.getBytes(StandardCharsets.UTF_8),
                ADMIN));
    }

    private Map<String, Object> answer(int status, String method, String path, String body) {
        var complete = (ApiResponse.Complete) send(method, path, body);
        String text = new String(complete.body(), StandardCharsets.UTF_8);
        assertThat(complete.status()).as(text).isEqualTo(status);
        return Json.parseObject(text);
    }

    private void create(String name, String filling) {
        answer(201, "POST", MAPS, "{\"metadata\":{\"name\":\"" + name + "\"},\"data\":{\"k\":\"" + filling + "\"}}");
    }

    private long watches() {
        var metrics = (ApiResponse.Complete) send("GET", "/metrics", "");
        return new String(metrics.body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("apiserver_longrunning_requests "))
                .mapToLong(line -> Long.parseLong(line.split(" ", -1)[1]))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tenThousandIdleWatchesHarmNobody() throws InterruptedException {
        long before = watches();
        List<ApiResponse.Stream> open = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            var stream = (ApiResponse.Stream) send("GET", "/api/v1/namespaces/idle-" + i + "/secrets?watch=1", "");
            open.add(stream);
            Thread.ofVirtual().start(() -> {
                try {
                    stream.chunks().next();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        assertThat(watches() - before).isEqualTo(10_000);
        try (var mine =
                ((ApiResponse.Stream) send("GET", MAPS + "?watch=1&fieldSelector=metadata.name%3Dlast", "")).chunks()) {
            for (int i = 0; i < 200; i++) {
                create("m" + i, "v");
            }
            create("last", "v");
            Optional<byte[]> event = mine.next();
            assertThat(new String(event.orElseThrow(), StandardCharsets.UTF_8)).contains("\"name\":\"last\"");
        }
        open.forEach(stream -> stream.chunks().close());
        Awaitility.await().atMost(PATIENCE).until(() -> watches() == before);
    }

    @Test
    void aWatcherThatDoesNotReadDoesNotSlowAWriter() throws Exception {
        long before = watches();
        try (SSLSocket deaf = connect(server.start(0))) {
            deaf.getOutputStream()
                    .write(text("GET " + MAPS + "?watch=1&timeoutSeconds=300 HTTP/1.1\r\nHost: a\r\n\r\n"));
            deaf.getOutputStream().flush();
            Awaitility.await().atMost(PATIENCE).until(() -> watches() == before + 1);
            String filling = "x".repeat(20_000);
            for (int i = 0; i < 1_000; i++) {
                create("big-" + i, filling); // far more than sockets hold: whoever waited for it would hang
            }
            assertThat(watches()).isEqualTo(before + 1);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> {
            create("after-" + System.nanoTime(), "v");
            return watches() == before;
        });
    }

    @Test
    void aClientThatHalfClosesIsGone() throws Exception {
        long before = watches();
        try (SSLSocket half = connect(server.start(0))) {
            half.getOutputStream()
                    .write(text("GET /api/v1/namespaces/quiet/secrets?watch=1 HTTP/1.1\r\nHost: a\r\n\r\n"));
            half.getOutputStream().flush();
            Awaitility.await().atMost(PATIENCE).until(() -> watches() == before + 1);
            half.shutdownOutput();
            Awaitility.await().atMost(PATIENCE).until(() -> watches() == before);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private SSLSocket connect(int port) throws Exception {
        Certified admin = pki.administrator(Instant.now());
        KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null, null);
        keys.setKeyEntry("admin", admin.key(), new char[0], new Certificate[] {admin.certificate()});
        keys.setCertificateEntry("authority", pki.authority());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
        try {
            return (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
