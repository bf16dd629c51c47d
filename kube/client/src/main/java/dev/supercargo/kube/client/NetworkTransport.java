package dev.supercargo.kube.client;

import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Requests over a network, by fabric8's HTTP client, which knows kubeconfigs and how to log in.
final class NetworkTransport implements Transport {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final KubernetesClient client;
    private final String server;

    NetworkTransport(KubernetesClient client) {
        this.client = client;
        String url = client.getConfiguration().getMasterUrl();
        this.server = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public Reply send(String method, String target, String contentType, @Nullable Object body) {
        HttpRequest.Builder request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(server + target)
                .timeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                .header("Accept", "application/json");
        if (body == null) {
            request.method(method, null, null);
        } else {
            request.method(method, contentType, Json.print(body));
        }
        try {
            HttpResponse<byte[]> response = client.getHttpClient()
                    .sendAsync(request.build(), byte[].class)
                    .get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            byte[] answer = response.body();
            return new Reply(
                    response.code(),
                    Optional.ofNullable(response.header("Retry-After")),
                    answer == null ? new byte[0] : answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorldException(new Failure.Transient("interrupted: " + method + " " + target), e);
        } catch (ExecutionException e) {
            throw unreachable(e);
        } catch (TimeoutException e) {
            throw new WorldException(
                    new Failure.Transient("the Kubernetes API did not answer " + method + " " + target + " within "
                            + DEADLINE.toSeconds() + " s"),
                    e);
        }
    }

    @Override
    public Streamed open(String target, Duration longest) throws InterruptedException {
        HttpRequest request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(server + target)
                .header("Accept", "application/json")
                .forStreaming()
                .build();
        var pushed = new Pushed(longest);
        CompletableFuture<HttpResponse<AsyncBody>> answer =
                client.getHttpClient().consumeBytes(request, pushed::arrived);
        try {
            pushed.begun(answer.get(longest.toSeconds(), TimeUnit.SECONDS));
            return pushed;
        } catch (ExecutionException e) {
            throw unreachable(e);
        } catch (TimeoutException e) {
            throw new WorldException(
                    new Failure.Transient("the Kubernetes API did not answer GET " + target + " within "
                            + longest.toSeconds() + " s"),
                    e);
        }
    }

    @Override
    public Optional<KubeObject> peek(ResourceType type, ObjectKey key) {
        return Optional.empty();
    }

    @Override
    public Optional<Boolean> permits(String user, List<String> groups, String verb, ResourceType type, ObjectKey key) {
        return Optional.empty();
    }

    @Override
    public void close() {
        client.close();
    }

    private WorldException unreachable(ExecutionException e) {
        return new WorldException(
                new Failure.Transient("cannot reach the Kubernetes API at " + server + ": " + cause(e)), e);
    }

    private static String cause(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    /// An answer whose bytes the client's own threads bring.
    private static final class Pushed implements Streamed {
        private final Duration longest;
        private volatile @Nullable HttpResponse<AsyncBody> response;
        private volatile Consumer<byte[]> sink = _ -> {};
        private volatile @Nullable RuntimeException refusedBySink;

        Pushed(Duration longest) {
            this.longest = longest;
        }

        void begun(HttpResponse<AsyncBody> answer) {
            response = answer;
        }

        private HttpResponse<AsyncBody> response() {
            return Objects.requireNonNull(response, "the answer has not begun");
        }

        @Override
        public int status() {
            return response().code();
        }

        @Override
        public void read(Consumer<byte[]> reader) throws InterruptedException {
            sink = reader;
            AsyncBody body = response().body();
            body.consume();
            try {
                body.done().get(longest.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException | CancellationException _) {
                close(); // silent for too long, or closed
            } catch (ExecutionException e) {
                RuntimeException ours = refusedBySink;
                throw ours != null
                        ? ours
                        : new WorldException(new Failure.Transient("the answer broke off: " + cause(e)), e);
            }
        }

        private void arrived(List<ByteBuffer> buffers, AsyncBody from) {
            try {
                for (ByteBuffer buffer : buffers) {
                    byte[] bytes = new byte[buffer.remaining()];
                    buffer.get(bytes);
                    sink.accept(bytes);
                }
            } catch (RuntimeException e) {
                refusedBySink = e;
                throw e;
            }
            from.consume();
        }

        @Override
        public void close() {
            response().body().cancel();
        }
    }
}
