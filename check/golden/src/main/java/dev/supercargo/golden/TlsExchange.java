package dev.supercargo.golden;

import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.pki.Certified;
import dev.supercargo.web.Unverified;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/// An API server by its address: an administrator with a client certificate, and somebody without any.
final class TlsExchange implements Exchange {
    private static final Duration PATIENCE = Duration.ofSeconds(70);
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "upgrade");
    private static final Pattern WATCH = Pattern.compile("(^|.*&)watch(=(1|true|))?(&.*|$)");

    private final String address;
    private final HttpClient administrator;
    private final HttpClient nobody;
    private final Runnable end;

    /// @param end what to do with the server when the exchange is closed
    TlsExchange(String address, Certified administrator, Runnable end) {
        try {
            this.address = address;
            this.administrator = client(keys(administrator));
            this.nobody = client(null);
            this.end = end;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Answer send(Asked asked) throws InterruptedException {
        HttpResponse<InputStream> answer = ask(asked);
        try (InputStream body = answer.body()) {
            boolean stream =
                    answer.statusCode() == 200 && WATCH.matcher(asked.query()).matches();
            String text = stream
                    ? Optional.ofNullable(reader(body).readLine()).orElse("")
                    : new String(body.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(answer.statusCode(), answer.headers().map(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ApiResponse.Chunks open(Asked asked) throws InterruptedException {
        HttpResponse<InputStream> answer = ask(asked);
        if (answer.statusCode() != 200) {
            try (InputStream body = answer.body()) {
                throw new NoStream(answer.statusCode() + " " + new String(body.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Lines(answer.body());
    }

    @Override
    public ApiResponse.Chunks socket(Asked asked) throws InterruptedException {
        URI uri = URI.create(address.replace("https:", "wss:") + asked.target());
        try {
            return SocketChunks.open(of(asked), uri);
        } catch (ExecutionException e) {
            throw new NoStream("no WebSocket: " + e.getCause());
        }
    }

    @Override
    public void close() {
        administrator.shutdownNow();
        nobody.shutdownNow();
        end.run();
    }

    private HttpClient of(Asked asked) {
        return switch (asked.caller()) {
            case ADMINISTRATOR -> administrator;
            case NOBODY -> nobody;
        };
    }

    private HttpResponse<InputStream> ask(Asked asked) throws InterruptedException {
        HttpRequest.BodyPublisher body = asked.body().length == 0
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(asked.body());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + asked.target()))
                .method(asked.method(), body)
                .timeout(PATIENCE);
        asked.headers().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        if (asked.headers().keySet().stream().noneMatch("User-Agent"::equalsIgnoreCase)) {
            request.header("User-Agent", ""); // the client would send its own
        }
        try {
            return of(asked).send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(asked.method() + " " + asked.target() + ": " + e.getMessage(), e);
        }
    }

    private static BufferedReader reader(InputStream body) {
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    private static KeyManager[] keys(Certified who) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null, null);
        keys.setKeyEntry("who", who.key(), new char[0], new Certificate[] {who.certificate()});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        return managers.getKeyManagers();
    }

    private static HttpClient client(KeyManager @Nullable [] keys) {
        return HttpClient.newBuilder()
                .sslContext(Unverified.tls(keys))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /// The lines of a stream, as they come.
    private record Lines(InputStream body, BufferedReader lines) implements ApiResponse.Chunks {
        Lines(InputStream body) {
            this(body, reader(body));
        }

        @Override
        public Optional<byte[]> next() {
            try {
                return Optional.ofNullable(lines.readLine())
                        .map(line -> (line + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException _) {
                return Optional.empty(); // closed, by whomever
            }
        }

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException _) {
                // it is gone already
            }
        }
    }
}
