package dev.supercargo.conformance.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Lists and watches (kubernetes-api.md 4).
final class ReadingCases {
    private ReadingCases() {}

    static final List<Case> LIST = List.of(
            new Case("list-empty", room -> {
                assertThat(room.get("{w}").is(200).text()).contains("\"items\":[]");
                assertThat(room.get("/api/v1/namespaces/{ns}/secrets").is(200).text())
                        .contains("\"items\":[]");
            }),
            new Case("list-rv", room -> {
                Answer made = room.widget("one", "").is(201);
                Answer list = room.get("{w}").is(200);
                assertThat(list.revision()).isGreaterThanOrEqualTo(made.revision());
                list.has("/items/0/kind", "Widget");
                room.configMap("one", "").is(201);
                room.get("{cm}?fieldSelector=metadata.name%3Done").is(200).lacks("/items/0/kind");
            }),
            new Case("list-order-paging", room -> {
                for (int i = 0; i < 25; i++) {
                    room.widget("w%02d".formatted(i), "").is(201);
                }
                Answer first = room.get("{w}?limit=10").is(200).has("/metadata/remainingItemCount", 15);
                Answer second = room.get("{w}?limit=10&continue=" + first.text("/metadata/continue"))
                        .is(200)
                        .has("/metadata/remainingItemCount", 5);
                Answer third = room.get("{w}?limit=10&continue=" + second.text("/metadata/continue"))
                        .is(200)
                        .lacks("/metadata/remainingItemCount");
                var names = new ArrayList<>(first.names());
                names.addAll(second.names());
                names.addAll(third.names());
                assertThat(names).hasSize(25).isSorted();
                assertThat(third.revision()).isEqualTo(first.revision());
            }),
            new Case("list-page-stable", room -> {
                for (int i = 0; i < 4; i++) {
                    room.widget("w" + i, "").is(201);
                }
                Answer first = room.get("{w}?limit=2").is(200);
                room.delete("{w}/w2").is(200);
                room.widget("w9", "").is(201);
                Answer second = room.get("{w}?limit=10&continue=" + first.text("/metadata/continue"))
                        .is(200);
                assertThat(second.names()).containsExactly("w2", "w3");
            }),
            new Case("list-continue-bad", room -> {
                room.get("{w}?limit=1&continue=garbage").refuses(400, "BadRequest", "continue");
                for (int i = 0; i < 2; i++) {
                    room.widget("w" + i, "").is(201);
                }
                Answer first = room.get("{w}?limit=1").is(200);
                room.get("{w}?limit=1&resourceVersion=" + first.revision() + "&continue="
                                + first.text("/metadata/continue"))
                        .refuses(400, "BadRequest", "specifying resource version is not allowed when using continue");
            }),
            new Case("list-exact-rv", room -> {
                Answer made = room.widget("one", "'size':2").is(201);
                room.patch(Room.MERGE, "{w}/one", "{'spec':{'size':3}}").is(200);
                room.get("{w}?resourceVersionMatch=Exact&resourceVersion=" + made.revision())
                        .is(200)
                        .has("/items/0/spec/size", 2)
                        .has("/metadata/resourceVersion", made.text("/metadata/resourceVersion"));
            }),
            new Case("list-future-rv", room -> {
                room.get("{w}?resourceVersionMatch=NotOlderThan&resourceVersion=99999999999")
                        .refuses(504, "Timeout", "Too large resource version")
                        .has("/details/causes/0/reason", "ResourceVersionTooLarge");
                room.get("{w}/x?resourceVersion=99999999999").refuses(504, "Timeout", "Too large resource version");
            }),
            new Case("list-match-errors", room -> {
                room.get("{w}?resourceVersionMatch=Exact")
                        .refuses(
                                422, "Invalid", "resourceVersionMatch is forbidden unless resourceVersion is provided");
                room.get("{w}?resourceVersionMatch=X&resourceVersion=1")
                        .refuses(422, "Invalid", "resourceVersionMatch: Unsupported value: \"X\"");
                room.get("{w}?resourceVersionMatch=Exact&resourceVersion=0")
                        .refuses(422, "Invalid", "is forbidden for resourceVersion \"0\"");
                room.get("{w}?sendInitialEvents=true")
                        .refuses(422, "Invalid", "sendInitialEvents is forbidden for list");
                room.get("{w}?resourceVersion=x").refuses(400, "BadRequest", "invalid syntax");
            }),
            new Case("list-labels", room -> {
                room.configMap("a", ",'labels':{'k':'1','x':''}").is(201);
                room.configMap("b", ",'labels':{'k':'2'}").is(201);
                room.configMap("c", ",'labels':{'o':'1'}").is(201);
                String mine = "{cm}?fieldSelector=metadata.name!%3Dkube-root-ca.crt&labelSelector=";
                assertThat(room.get(mine + "k%3D1").names()).containsExactly("a");
                assertThat(room.get(mine + "k!%3D1").names()).containsExactly("b", "c");
                assertThat(room.get(mine + "k+in+(1,2)").names()).containsExactly("a", "b");
                assertThat(room.get(mine + "k+notin+(1)").names()).containsExactly("b", "c");
                assertThat(room.get(mine + "k").names()).containsExactly("a", "b");
                assertThat(room.get(mine + "!k").names()).containsExactly("c");
                assertThat(room.get(mine + "k%3E1").names()).containsExactly("b");
                assertThat(room.get(mine + "x%3D").names()).containsExactly("a");
                room.get(mine + "%3D%3D").is(400);
            }),
            new Case("list-fields", room -> {
                room.widget("one", "'color':'red'").is(201);
                room.widget("two", "'color':'blue'").is(201);
                assertThat(room.get("{w}?fieldSelector=spec.color%3Dblue")
                                .is(200)
                                .names())
                        .containsExactly("two");
                assertThat(room.get("{w}?fieldSelector=metadata.name%3Done")
                                .is(200)
                                .names())
                        .containsExactly("one");
                room.get("{w}?fieldSelector=spec.size%3D1")
                        .refuses(400, "BadRequest", "field label not supported: spec.size");
                room.get("{cm}?fieldSelector=spec.x%3D1")
                        .refuses(400, "BadRequest", "\"spec.x\" is not a known field selector");
            }),
            new Case("list-all-namespaces", room -> {
                room.widget("one", "'color':'green'").is(201);
                assertThat(room.get(Room.GROUP + "/widgets?fieldSelector=metadata.namespace%3D{ns}")
                                .is(200)
                                .names())
                        .containsExactly("one");
                room.post(Room.GROUP + "/widgets", Room.widgetBody("x", "")).is(404);
                room.post("/api/v1/configmaps", "{'metadata':{'name':'x'}}").is(405);
            }),
            new Case("list-selector-paging", room -> {
                for (int i = 0; i < 12; i++) {
                    room.widget("w%02d".formatted(i), "'color':'" + (i % 3 == 0 ? "blue" : "red") + "'")
                            .is(201);
                }
                Answer first = room.get("{w}?limit=3&fieldSelector=spec.color%3Dblue")
                        .is(200)
                        .lacks("/metadata/remainingItemCount");
                assertThat(first.names()).containsExactly("w00", "w03", "w06");
                assertThat(room.get("{w}?limit=3&fieldSelector=spec.color%3Dblue&continue="
                                        + first.text("/metadata/continue"))
                                .is(200)
                                .names())
                        .containsExactly("w09");
            }));

    static final List<Case> WATCH = List.of(
            new Case("watch-from-rv", room -> {
                Answer made = room.widget("one", "'size':1").is(201);
                try (Watching watch = room.watch("{w}?watch=1&resourceVersion=" + made.revision())) {
                    Answer two = room.widget("two", "").is(201);
                    Answer patched = room.patch(Room.MERGE, "{w}/one", "{'spec':{'size':2}}")
                            .is(200);
                    room.delete("{w}/one").is(200);
                    assertThat(Watching.revision(watch.next("ADDED", "two"))).isEqualTo(two.revision());
                    assertThat(Watching.revision(watch.next("MODIFIED", "one"))).isEqualTo(patched.revision());
                    assertThat(Watching.revision(watch.next("DELETED", "one"))).isGreaterThan(patched.revision());
                }
            }),
            new Case("watch-rv0", room -> {
                room.widget("one", "").is(201);
                try (Watching watch = room.watch("{w}?watch=1&resourceVersion=0");
                        Watching fresh = room.watch("{w}?watch=1")) {
                    watch.next("ADDED", "one");
                    fresh.next("ADDED", "one");
                    room.widget("two", "").is(201);
                    watch.next("ADDED", "two");
                    fresh.next("ADDED", "two");
                }
            }),
            new Case("watch-selector-transition", room -> {
                Answer made = room.configMap("one", ",'labels':{'k':'1'}").is(201);
                try (Watching watch =
                        room.watch("{cm}?watch=1&labelSelector=k%3D1&resourceVersion=" + made.revision())) {
                    Answer left = room.patch(Room.MERGE, "{cm}/one", "{'metadata':{'labels':{'k':'2'}}}")
                            .is(200);
                    Map<String, Object> gone = watch.next("DELETED", "one");
                    assertThat(Watching.revision(gone)).isEqualTo(left.revision());
                    assertThat(Answer.at(gone, "/object/metadata/labels/k")).isEqualTo("1");
                    room.patch(Room.MERGE, "{cm}/one", "{'metadata':{'labels':{'k':'1'}}}")
                            .is(200);
                    watch.next("ADDED", "one");
                }
            }),
            new Case("watch-field-transition", room -> {
                Answer made = room.widget("one", "'color':'red'").is(201);
                try (Watching watch =
                        room.watch("{w}?watch=1&fieldSelector=spec.color%3Dred&resourceVersion=" + made.revision())) {
                    room.patch(Room.MERGE, "{w}/one", "{'spec':{'color':'blue'}}")
                            .is(200);
                    assertThat(Answer.at(watch.next("DELETED", "one"), "/object/spec/color"))
                            .isEqualTo("red");
                }
            }),
            new Case("watch-name", room -> {
                Answer made = room.widget("one", "").is(201);
                try (Watching watch = room.watch(
                        "{w}?watch=1&fieldSelector=metadata.name%3Dtwo&resourceVersion=" + made.revision())) {
                    room.patch(Room.MERGE, "{w}/one", "{'spec':{'size':9}}").is(200);
                    room.widget("two", "").is(201);
                    watch.next("ADDED", "two");
                }
            }),
            new Case("watch-timeout", room -> {
                long began = System.nanoTime();
                try (Watching watch = room.watch("{w}?watch=1&timeoutSeconds=2")) {
                    watch.ends();
                }
                assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))
                        .isBetween(1_500L, 20_000L);
            }),
            new Case("watchlist", room -> {
                String query =
                        "?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
                try (Watching empty = room.watch("{w}" + query)) {
                    assertThat(empty.next().get("type")).isEqualTo("BOOKMARK");
                }
                room.widget("one", "").is(201);
                room.widget("two", "").is(201);
                try (Watching watch = room.watch("{w}" + query)) {
                    watch.next("ADDED", "one");
                    watch.next("ADDED", "two");
                    Map<String, Object> end = watch.next();
                    assertThat(end.get("type")).isEqualTo("BOOKMARK");
                    assertThat(Answer.at(end, "/object/metadata/annotations/k8s.io~1initial-events-end"))
                            .isEqualTo("true");
                    room.widget("three", "").is(201);
                    watch.next("ADDED", "three");
                }
            }),
            new Case("watchlist-errors", room -> {
                room.get("{w}?watch=1&sendInitialEvents=true")
                        .refuses(
                                422,
                                "Invalid",
                                "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
                room.get("{w}?watch=1&resourceVersionMatch=NotOlderThan&resourceVersion=1")
                        .refuses(422, "Invalid", "forbidden for watch unless sendInitialEvents is provided");
            }),
            new Case("watch-websocket", room -> {
                Answer made = room.widget("one", "").is(201);
                var seen = new CompletableFuture<String>();
                WebSocket socket = room.api
                        .client(true)
                        .newWebSocketBuilder()
                        .header("Origin", "https://127.0.0.1")
                        .buildAsync(
                                room.api.socket(room.filled("{w}?watch=1&resourceVersion=" + made.revision())),
                                new WebSocket.Listener() {
                                    private final StringBuilder text = new StringBuilder();

                                    @Override
                                    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
                                        text.append(part);
                                        if (last) {
                                            seen.complete(text.toString());
                                        }
                                        from.request(1);
                                        return CompletableFuture.completedStage(part);
                                    }
                                })
                        .get(10, TimeUnit.SECONDS);
                room.widget("two", "").is(201);
                assertThat(seen.get(10, TimeUnit.SECONDS)).contains("ADDED").contains("two");
                socket.abort();
            }),
            new Case("watch-gapless", room -> {
                Answer start = room.get("{cm}").is(200);
                int writers = 8;
                int each = 25;
                try (Watching watch = room.watch("{cm}?watch=1&resourceVersion=" + start.revision());
                        var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
                    List<Callable<List<Long>>> jobs = new ArrayList<>();
                    for (int w = 0; w < writers; w++) {
                        String name = "c" + w;
                        jobs.add(() -> {
                            var written = new ArrayList<Long>();
                            written.add(room.configMap(name, "").is(201).revision());
                            for (int i = 1; i < each; i++) {
                                written.add(room.patch(Room.MERGE, "{cm}/" + name, "{'data':{'n':'" + i + "'}}")
                                        .is(200)
                                        .revision());
                            }
                            return written;
                        });
                    }
                    var expected = new ArrayList<Long>();
                    for (var written : tasks.invokeAll(jobs)) {
                        expected.addAll(written.get());
                    }
                    var seen = new ArrayList<Long>();
                    while (seen.size() < expected.size()) {
                        Map<String, Object> event = watch.next();
                        if (!"kube-root-ca.crt".equals(Answer.at(event, "/object/metadata/name"))) {
                            seen.add(Watching.revision(event));
                        }
                    }
                    assertThat(seen).isSorted().containsExactlyInAnyOrderElementsOf(expected);
                    room.get("{cm}?watch=1&timeoutSeconds=1&resourceVersion=" + seen.get(seen.size() / 2))
                            .is(200);
                    try (Watching again =
                            room.watch("{cm}?watch=1&timeoutSeconds=5&resourceVersion=" + seen.get(seen.size() / 2))) {
                        for (Long revision : seen.subList(seen.size() / 2 + 1, seen.size())) {
                            Map<String, Object> event = again.next();
                            while ("kube-root-ca.crt".equals(Answer.at(event, "/object/metadata/name"))) {
                                event = again.next();
                            }
                            assertThat(Watching.revision(event)).isEqualTo(revision);
                        }
                    }
                }
            }),
            new Case("watch-old-form", room -> {
                room.widget("one", "").is(201);
                try (Watching watch = room.watch(Room.GROUP + "/watch/namespaces/{ns}/widgets")) {
                    watch.next("ADDED", "one");
                }
            }),
            new Case("watch-bookmark", room -> {
                Answer made = room.widget("one", "").is(201);
                Answer other = room.configMap("elsewhere", "").is(201);
                Answer stream = room.get("{w}?watch=1&allowWatchBookmarks=true&timeoutSeconds=3&resourceVersion="
                                + made.revision())
                        .is(200);
                long newest = stream.text()
                        .lines()
                        .map(Json::parseObject)
                        .filter(event -> "BOOKMARK".equals(event.get("type")))
                        .mapToLong(Watching::revision)
                        .max()
                        .orElse(0);
                assertThat(newest).as(stream.text()).isGreaterThanOrEqualTo(other.revision());
            }));
}
