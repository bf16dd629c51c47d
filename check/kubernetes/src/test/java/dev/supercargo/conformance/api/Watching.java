package dev.supercargo.conformance.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// An open watch; plain bookmarks are left out.
final class Watching implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final BlockingQueue<Optional<Map<String, Object>>> events = new LinkedBlockingQueue<>();
    private final String what;
    private final Stream<String> lines;

    private Watching(String what, Stream<String> lines) {
        this.what = what;
        this.lines = lines;
    }

    static Watching open(Room room, Room.Asking asking) throws IOException, InterruptedException {
        var request = asking.build();
        HttpResponse<Stream<String>> answer =
                room.api.client(asking.known()).send(request, HttpResponse.BodyHandlers.ofLines());
        assertThat(answer.statusCode()).as(request.uri().toString()).isEqualTo(200);
        var watching = new Watching(request.uri().getRawPath(), answer.body());
        Thread.ofVirtual().start(watching::read);
        return watching;
    }

    private void read() {
        try {
            for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
                Map<String, Object> event = Json.parseObject(each.next());
                boolean plain = "BOOKMARK".equals(event.get("type"))
                        && Json.at(event, "object", "metadata", "annotations").isEmpty();
                if (!plain) {
                    events.add(Optional.of(event));
                }
            }
        } catch (RuntimeException _) {
            // the stream was closed on this side, or broke: it is over
        }
        events.add(Optional.empty());
    }

    /// The next event.
    Map<String, Object> next() throws InterruptedException {
        Optional<Map<String, Object>> event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(event).as("an event of " + what).isNotNull();
        return event.orElseThrow(() -> new AssertionError("the watch of " + what + " is over"));
    }

    /// The next event, by its type and the name of its object.
    Map<String, Object> next(String type, String name) throws InterruptedException {
        Map<String, Object> event = next();
        assertThat(event.get("type") + " " + Answer.at(event, "/object/metadata/name"))
                .as(Json.print(event))
                .isEqualTo(type + " " + name);
        return event;
    }

    static long revision(Map<String, Object> event) {
        return Long.parseLong(String.valueOf(Answer.at(event, "/object/metadata/resourceVersion")));
    }

    void ends() throws InterruptedException {
        Optional<Map<String, Object>> event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(event).as("the end of " + what).isNotNull().isEmpty();
    }

    @Override
    public void close() {
        lines.close();
    }
}
