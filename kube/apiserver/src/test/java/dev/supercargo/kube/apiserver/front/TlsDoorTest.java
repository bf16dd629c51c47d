package dev.supercargo.kube.apiserver.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.pki.Pki;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
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

        @Override
        public Optional<byte[]> next() throws InterruptedException {
            String chunk = chunks.take();
            return chunk.isEmpty() ? Optional.empty() : Optional.of(chunk.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
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
}
