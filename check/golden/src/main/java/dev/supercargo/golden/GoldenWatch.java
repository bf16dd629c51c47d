package dev.supercargo.golden;

import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.meta.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A watch that is read in the background; its events wait to be compared.
final class GoldenWatch {
    private static final long PATIENCE_SECONDS = 10;

    private final ApiResponse.Chunks chunks;
    private final LinkedBlockingQueue<Map<String, Object>> events = new LinkedBlockingQueue<>();
    private final Thread reader;
    private boolean bookmarked;
    private long lastBookmark;
    private long lastEvent;

    GoldenWatch(ApiResponse.Chunks chunks) {
        this.chunks = chunks;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try {
            var text = new StringBuilder();
            for (Optional<byte[]> chunk = chunks.next(); chunk.isPresent(); chunk = chunks.next()) {
                text.append(new String(chunk.get(), StandardCharsets.UTF_8));
                int end = text.indexOf("\n");
                while (end >= 0) {
                    if (!text.substring(0, end).isBlank()) { // some end their WebSocket frames like lines, too
                        events.add(Json.parseObject(text.substring(0, end)));
                    }
                    text.delete(0, end + 1);
                    end = text.indexOf("\n");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    Optional<String> compare(Map<String, Object> expect) throws InterruptedException {
        for (Object wanted : Json.list(expect, "events")) {
            Map<String, Object> event = next(PATIENCE_SECONDS * 1000);
            if (event == null) {
                return Optional.of("no event within 10 s; expected " + Json.print(wanted));
            }
            Optional<String> difference = Expectation.difference(wanted, event, true);
            if (difference.isPresent()) {
                return difference.map(text -> "event" + text);
            }
        }
        if (Boolean.TRUE.equals(expect.get("closed"))) {
            Map<String, Object> more = next(PATIENCE_SECONDS * 1000);
            if (more != null) {
                return Optional.of("another event: " + Json.print(more));
            }
            if (!reader.join(java.time.Duration.ofSeconds(PATIENCE_SECONDS))) {
                return Optional.of("the stream does not end");
            }
        }
        if (Boolean.TRUE.equals(expect.get("quiet"))) {
            Map<String, Object> more = next(1000);
            if (more != null) {
                return Optional.of("another event: " + Json.print(more));
            }
        }
        if (Boolean.TRUE.equals(expect.get("bookmarks"))) {
            if (!bookmarked || lastBookmark < lastEvent) {
                return Optional.of("no bookmark as new as the last event");
            }
        }
        return Optional.empty();
    }

    /// The next event that is no plain bookmark; null where none comes.
    private @Nullable Map<String, Object> next(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            long left = deadline - System.nanoTime();
            Map<String, Object> event = events.poll(Math.max(0, Math.min(left, 20_000_000L)), TimeUnit.NANOSECONDS);
            if (event == null) {
                if (left <= 0 || (!reader.isAlive() && events.isEmpty())) {
                    return null;
                }
                continue;
            }
            long version = Long.parseLong(
                    Json.text(event, "object", "metadata", "resourceVersion").orElse("0"));
            boolean plain = "BOOKMARK".equals(event.get("type"))
                    && Json.at(event, "object", "metadata", "annotations").isEmpty();
            if (!plain) {
                lastEvent = Math.max(lastEvent, version);
                return event;
            }
            bookmarked = true;
            lastBookmark = version;
        }
    }

    void close() {
        chunks.close();
    }
}
