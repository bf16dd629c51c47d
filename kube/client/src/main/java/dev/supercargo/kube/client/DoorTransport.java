package dev.supercargo.kube.client;

import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Requests through a [Door], answered on the caller's thread.
record DoorTransport(Door door) implements Transport {
    private static final byte[] NOTHING = {};

    @Override
    public Reply send(String method, String target, String contentType, @Nullable Object body) {
        Map<String, List<String>> headers = headers();
        if (body != null) {
            headers.put("Content-Type", List.of(contentType));
        }
        var request = new Door.Request(method, target, headers, body == null ? NOTHING : Json.bytes(body));
        try {
            return switch (door.handle(request)) {
                case Door.Answer.Whole whole ->
                    new Reply(whole.status(), first(whole.headers(), "Retry-After"), whole.body());
                case Door.Answer.Streaming streaming -> {
                    streaming.chunks().close();
                    throw new IllegalStateException(method + " " + target + " is answered by a stream");
                }
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorldException(new Failure.Transient("interrupted: " + method + " " + target), e);
        }
    }

    @Override
    public Streamed open(String target, Duration longest) throws InterruptedException {
        Door.Answer answer = door.handle(new Door.Request("GET", target, headers(), NOTHING));
        return switch (answer) {
            case Door.Answer.Whole whole -> new Pulled(whole.status(), new Once(whole.body()));
            case Door.Answer.Streaming streaming -> new Pulled(streaming.status(), streaming.chunks());
        };
    }

    @Override
    public Optional<KubeObject> peek(ResourceType type, ObjectKey key) {
        return door.peek(type, key);
    }

    @Override
    public Optional<Boolean> permits(String user, List<String> groups, String verb, ResourceType type, ObjectKey key) {
        return door.permits(user, groups, verb, type, key);
    }

    @Override
    public void close() {
        // the door belongs to whoever opened it
    }

    private static Map<String, List<String>> headers() {
        var headers = new LinkedHashMap<String, List<String>>();
        headers.put("Accept", List.of("application/json"));
        headers.put("User-Agent", List.of("supercargo"));
        return headers;
    }

    private static Optional<String> first(Map<String, List<String>> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .findFirst();
    }

    private record Pulled(int status, Door.Chunks chunks) implements Streamed {
        @Override
        public void read(Consumer<byte[]> sink) throws InterruptedException {
            for (byte[] chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                sink.accept(chunk);
            }
        }

        @Override
        public void close() {
            chunks.close();
        }
    }

    /// A whole answer where a stream was asked for: a refusal.
    private static final class Once implements Door.Chunks {
        private byte @Nullable [] left;

        Once(byte[] body) {
            this.left = body;
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
}
