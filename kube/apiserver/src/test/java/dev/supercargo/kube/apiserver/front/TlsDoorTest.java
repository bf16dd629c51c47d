package dev.supercargo.kube.apiserver.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.pki.Pki;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What goes over the wire, in both versions of HTTP.
class TlsDoorTest {
    @TempDir
    Path folder;

    /// A stream whose chunks are put in by the test; empty text ends it.
    private static final class Fed implements ApiResponse.Chunks {
        final BlockingQueue<String> chunks = new LinkedBlockingQueue<>();
        final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public Optional<byte[]> next() throws InterruptedException {
            String chunk = chunks.take();
            return chunk.isEmpty() ? Optional.empty() : Optional.of(chunk.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            closed.countDown();
            chunks.add("");
        }
    }

    private HttpClient client(Pki pki, HttpClient.Version version) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", pki.authority());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).version(version).build();
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpClient.Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void theHeadersOfAStreamGoOutBeforeAnyChunk(HttpClient.Version version) throws Exception {
        Pki pki = Pki.open(folder, Instant.now());
        var fed = new Fed();
        Map<String, List<String>> headers = Map.of("Content-Type", List.of("application/json"));
        try (TlsDoor door = TlsDoor.open(
                        pki.serverTls(Instant.now()), 0, (ApiRequest _) -> new ApiResponse.Stream(200, headers, fed));
                HttpClient client = client(pki, version)) {
            var request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + door.port() + "/x?watch=1"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            HttpResponse<java.util.stream.Stream<String>> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofLines());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(version);
            Iterator<String> lines = answer.body().iterator();
            fed.chunks.add("first\n");
            assertThat(lines.next()).isEqualTo("first");
            fed.chunks.add("second\n");
            assertThat(lines.next()).isEqualTo("second");
            fed.close();
            assertThat(lines.hasNext()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpClient.Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void aStreamEndsWhenItsClientIsGone(HttpClient.Version version) throws Exception {
        Pki pki = Pki.open(folder, Instant.now());
        var fed = new Fed();
        Map<String, List<String>> headers = Map.of("Content-Type", List.of("application/json"));
        try (TlsDoor door = TlsDoor.open(
                pki.serverTls(Instant.now()), 0, (ApiRequest _) -> new ApiResponse.Stream(200, headers, fed))) {
            HttpClient client = client(pki, version);
            client.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + door.port() + "/x?watch=1"))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(fed.closed.await(100, TimeUnit.MILLISECONDS)).isFalse();
            client.shutdownNow();
            assertThat(fed.closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aStreamEndsWhenItsClientGivesItUpAndKeepsTheConnection() throws Exception {
        Pki pki = Pki.open(folder, Instant.now());
        var feds = new LinkedBlockingQueue<Fed>();
        Map<String, List<String>> headers = Map.of("Content-Type", List.of("application/json"));
        try (TlsDoor door = TlsDoor.open(pki.serverTls(Instant.now()), 0, (ApiRequest _) -> {
                    var fed = new Fed();
                    feds.add(fed);
                    return new ApiResponse.Stream(200, headers, fed);
                });
                HttpClient client = client(pki, HttpClient.Version.HTTP_2)) {
            var request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + door.port() + "/x?watch=1"))
                    .build();
            HttpResponse<InputStream> kept = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            Fed first = feds.take();
            for (int i = 0; i < 3; i++) {
                client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                        .body()
                        .close(); // resets the stream
                assertThat(feds.take().closed.await(60, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(first.closed.getCount()).isEqualTo(1);
            first.chunks.add("still there\n");
            assertThat(kept.body().readNBytes(11))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("still there");
            first.close();
        }
    }

    @Test
    void carriesWatchesOverWebSockets() throws Exception {
        Pki pki = Pki.open(folder, Instant.now());
        var fed = new Fed();
        Map<String, List<String>> headers = Map.of("Content-Type", List.of("application/json"));
        try (TlsDoor door = TlsDoor.open(
                        pki.serverTls(Instant.now()), 0, (ApiRequest _) -> new ApiResponse.Stream(200, headers, fed));
                HttpClient client = client(pki, HttpClient.Version.HTTP_1_1)) {
            var texts = new LinkedBlockingQueue<String>();
            var ended = new CompletableFuture<Integer>();
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create("wss://127.0.0.1:" + door.port() + "/x?watch=1"), new WebSocket.Listener() {
                        private final StringBuilder text = new StringBuilder();

                        @Override
                        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
                            text.append(part);
                            if (last) {
                                texts.add(text.toString());
                                text.setLength(0);
                            }
                            from.request(1);
                            return CompletableFuture.completedStage(part);
                        }

                        @Override
                        public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
                            texts.add("pong");
                            from.request(1);
                            return CompletableFuture.completedStage(message);
                        }

                        @Override
                        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                            ended.complete(code);
                            return CompletableFuture.completedStage(code);
                        }
                    })
                    .get(10, TimeUnit.SECONDS);
            String large = "x".repeat(70_000);
            fed.chunks.add("first\nsecond\n" + large + "\n");
            assertThat(texts.poll(10, TimeUnit.SECONDS)).isEqualTo("first");
            assertThat(texts.poll(10, TimeUnit.SECONDS)).isEqualTo("second");
            assertThat(texts.poll(10, TimeUnit.SECONDS)).isEqualTo(large);
            socket.sendPing(ByteBuffer.wrap(new byte[] {1})).get(10, TimeUnit.SECONDS);
            assertThat(texts.poll(10, TimeUnit.SECONDS)).isEqualTo("pong");
            fed.chunks.add("");
            assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
        }
    }

    @Test
    void aWatchOverAWebSocketEndsWhenTheClientClosesIt() throws Exception {
        Pki pki = Pki.open(folder, Instant.now());
        var fed = new Fed();
        try (TlsDoor door = TlsDoor.open(
                        pki.serverTls(Instant.now()), 0, (ApiRequest _) -> new ApiResponse.Stream(200, Map.of(), fed));
                HttpClient client = client(pki, HttpClient.Version.HTTP_1_1)) {
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(
                            URI.create("wss://127.0.0.1:" + door.port() + "/x?watch=1"), new WebSocket.Listener() {})
                    .get(10, TimeUnit.SECONDS);
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(10, TimeUnit.SECONDS);
            assertThat(fed.closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void refusalsOfWebSocketsAreOrdinaryAnswers() throws Exception {
        Pki pki = Pki.open(folder, Instant.now());
        try (TlsDoor door = TlsDoor.open(
                        pki.serverTls(Instant.now()),
                        0,
                        (ApiRequest _) -> new ApiResponse.Complete(403, Map.of(), new byte[] {'n', 'o'}));
                HttpClient client = client(pki, HttpClient.Version.HTTP_1_1)) {
            assertThat(client.newWebSocketBuilder()
                            .buildAsync(
                                    URI.create("wss://127.0.0.1:" + door.port() + "/x?watch=1"),
                                    new WebSocket.Listener() {}))
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            e -> assertThat(e.getResponse().statusCode()).isEqualTo(403));
        }
    }
}
