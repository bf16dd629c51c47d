package dev.supercargo.kube.client;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpClient;
import io.fabric8.kubernetes.client.http.StandardHttpClientBuilder;
import io.fabric8.kubernetes.client.http.StandardHttpHeaders;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.http.StandardWebSocketBuilder;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// fabric8's transport through a [Door]: no socket. Streams are pumped on a virtual thread of their own.
final class InProcessTransport implements HttpClient.Factory {
    private final Door door;

    InProcessTransport(Door door) {
        this.door = door;
    }

    @Override
    public DoorBuilder newBuilder() {
        return new DoorBuilder(this);
    }

    static final class DoorBuilder extends StandardHttpClientBuilder<DoorClient, InProcessTransport, DoorBuilder> {
        DoorBuilder(InProcessTransport factory) {
            super(factory);
        }

        @Override
        public DoorClient build() {
            return new DoorClient(this, client == null ? new AtomicBoolean() : client.getClosed());
        }

        @Override
        protected DoorBuilder newInstance(InProcessTransport factory) {
            return new DoorBuilder(factory);
        }

        Door door() {
            return clientFactory.door;
        }
    }

    static final class DoorClient extends StandardHttpClient<DoorClient, InProcessTransport, DoorBuilder> {
        private final Door door;

        DoorClient(DoorBuilder builder, AtomicBoolean closed) {
            super(builder, closed);
            this.door = builder.door();
        }

        @Override
        public CompletableFuture<HttpResponse<AsyncBody>> consumeBytesDirect(
                StandardHttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
            var result = new CompletableFuture<HttpResponse<AsyncBody>>();
            try {
                Door.Answer answer = door.handle(translated(request));
                var body = new PumpedBody(chunks(answer), consumer);
                result.complete(new DoorResponse(request, answer, body));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                result.completeExceptionally(new IOException("interrupted", e));
            } catch (RuntimeException | IOException e) {
                result.completeExceptionally(e);
            }
            return result;
        }

        private static Door.Request translated(StandardHttpRequest request) throws IOException {
            URI uri = request.uri();
            String target = uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
            Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
            if (request.getContentType() != null) {
                headers.put("Content-Type", List.of(request.getContentType()));
            }
            byte[] body = switch (request.body()) {
                case null -> new byte[0];
                case StandardHttpRequest.StringBodyContent text ->
                    text.getContent().getBytes(StandardCharsets.UTF_8);
                case StandardHttpRequest.ByteArrayBodyContent bytes -> bytes.getContent();
                case StandardHttpRequest.InputStreamBodyContent stream ->
                    stream.getContent().readAllBytes();
                default -> throw new IllegalStateException("unknown body " + request.body());
            };
            return new Door.Request(request.method(), target, headers, body);
        }

        private static Door.Chunks chunks(Door.Answer answer) {
            return switch (answer) {
                case Door.Answer.Whole whole -> new OneChunk(whole.body());
                case Door.Answer.Streaming streaming -> streaming.chunks();
            };
        }

        @Override
        public CompletableFuture<WebSocketResponse> buildWebSocketDirect(
                StandardWebSocketBuilder builder, WebSocket.Listener listener) {
            return CompletableFuture.failedFuture(new IOException("no WebSockets in process"));
        }

        @Override
        protected void doClose() {
            // the door belongs to whoever opened it
        }
    }

    private static final class OneChunk implements Door.Chunks {
        private byte @Nullable [] left;

        OneChunk(byte[] body) {
            this.left = body.length == 0 ? null : body;
        }

        @Override
        public byte @Nullable [] next() {
            byte[] now = left;
            left = null;
            return now;
        }

        @Override
        public void close() {
            left = null;
        }
    }

    /// Hands chunks to fabric8's consumer, one for each unit of demand. A whole answer needs no thread.
    private static final class PumpedBody implements AsyncBody {
        private final Door.Chunks chunks;
        private final AsyncBody.Consumer<List<ByteBuffer>> consumer;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final Semaphore demand = new Semaphore(0);
        private final AtomicBoolean started = new AtomicBoolean();
        private final AtomicBoolean cancelled = new AtomicBoolean();

        PumpedBody(Door.Chunks chunks, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
            this.chunks = chunks;
            this.consumer = consumer;
        }

        @Override
        public void consume() {
            demand.release();
            if (started.compareAndSet(false, true)) {
                Thread.ofVirtual().name("kube-stream").start(this::pump);
            }
        }

        private void pump() {
            try (chunks) {
                byte[] chunk = chunks.next();
                while (chunk != null && !cancelled.get()) {
                    demand.acquire();
                    consumer.consume(List.of(ByteBuffer.wrap(chunk)), this);
                    chunk = chunks.next();
                }
                done.complete(null);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                done.completeExceptionally(e);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        }

        @Override
        public CompletableFuture<Void> done() {
            return done;
        }

        @Override
        public void cancel() {
            cancelled.set(true);
            chunks.close();
            done.cancel(false);
        }
    }

    private static final class DoorResponse extends StandardHttpHeaders implements HttpResponse<AsyncBody> {
        private final StandardHttpRequest request;
        private final Door.Answer answer;
        private final AsyncBody body;

        DoorResponse(StandardHttpRequest request, Door.Answer answer, AsyncBody body) {
            super(answer.headers());
            this.request = request;
            this.answer = answer;
            this.body = body;
        }

        @Override
        public int code() {
            return answer.status();
        }

        @Override
        public AsyncBody body() {
            return body;
        }

        @Override
        public HttpRequest request() {
            return request;
        }

        @Override
        public Optional<HttpResponse<?>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public String bodyString() {
            throw new UncheckedIOException(new IOException("the body is a stream"));
        }
    }
}
