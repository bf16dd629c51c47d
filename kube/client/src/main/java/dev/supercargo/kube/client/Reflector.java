package dev.supercargo.kube.client;

import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lists one kind, then watches it, and begins anew where the watch cannot go on; all that it learns reaches
/// [WatchedObjects], in order. One virtual thread; lines of a watch are read on the thread that brings them,
/// while this one waits.
final class Reflector {
    private static final Logger LOG = LoggerFactory.getLogger(Reflector.class);
    private static final int PAGE = 500;
    private static final int SHORTEST_WATCH = 300;
    private static final int LONGEST_WATCH = 600;
    /// A watch that ends sooner than this is not asked for again at once: somebody ends every one.
    private static final Duration SHORTEST_REST = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(4);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ApiCalls calls;
    private final ResourceType type;
    private final WatchedObjects<?> objects;
    /// What is known to exist, with its version.
    private final Map<ObjectKey, Long> known = new HashMap<>();
    private final CountDownLatch firstListed = new CountDownLatch(1);
    private volatile boolean refused;
    /// What the API said last and since when it says so, while nothing can be listed or watched.
    private volatile Optional<SilentWatch> failing = Optional.empty();
    /// When something was heard last, be it a bookmark.
    private volatile Optional<Instant> heard = Optional.empty();

    private volatile boolean stopped;
    private volatile @Nullable Thread thread;
    private volatile @Nullable WatchLines watch;

    Reflector(ApiCalls calls, ResourceType type, WatchedObjects<?> objects) {
        this.calls = calls;
        this.type = type;
        this.objects = objects;
    }

    void start() {
        thread = Thread.ofVirtual().name("reflector " + type.plural()).start(this::run);
    }

    /// Waits a while for the first list; whether it is here.
    boolean awaitListed(Duration patience) throws InterruptedException {
        return firstListed.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean isListed() {
        return firstListed.getCount() == 0;
    }

    /// Whether the API said lately that this kind may not be listed, or that there is none.
    boolean isRefused() {
        return refused;
    }

    void stop() {
        stopped = true;
        WatchLines open = watch;
        if (open != null) {
            open.close();
        }
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        String version = "";
        while (!stopped) {
            try {
                if (version.isEmpty()) {
                    version = list();
                    firstListed.countDown();
                    refused = false;
                    failing = Optional.empty();
                    heard = Optional.of(Instant.now());
                }
                long began = System.nanoTime();
                version = watch(version);
                boolean lasted = System.nanoTime() - began > SHORTEST_REST.toNanos();
                pause = lasted || stopped ? FIRST_PAUSE : slept(pause);
            } catch (WorldException e) {
                version = "";
                if (!stopped) {
                    told(e.failure());
                    pause = slept(pause);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.error("watching {} failed; beginning anew", type, e);
                version = "";
                pause = slept(pause);
            }
        }
    }

    private void told(Failure failure) {
        refused = failure instanceof Failure.Forbidden || failure instanceof Failure.NotFound;
        LOG.warn("watch of {} failed, trying again: {}", type, failure.what());
        if (!(failure instanceof Failure.NotFound)) {
            Instant since = failing.map(SilentWatch::since).orElseGet(Instant::now);
            failing = Optional.of(new SilentWatch(type, failure.what(), since));
        }
    }

    /// Since when no change arrives, and why, while that is so. An API sends a bookmark every minute or so: a watch
    /// that
    /// brings nothing for long is a dead connection.
    Optional<SilentWatch> silence() {
        Instant longAgo = Instant.now().minus(LONGEST_SILENCE);
        return failing.or(() -> heard.filter(longAgo::isAfter)
                .map(last -> new SilentWatch(type, "neither an event nor a bookmark has come", last)));
    }

    /// Pauses, and says how long the next pause is.
    private Duration slept(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        }
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /// Brings everything up to date by a list, and returns its version.
    private String list() {
        var items = new ArrayList<KubeObject>();
        String version = "";
        String next = "";
        do {
            Map<String, Object> page = calls.send(
                    "GET",
                    target("?limit=" + PAGE + (next.isEmpty() ? "" : "&continue=" + ApiCalls.encoded(next))),
                    "",
                    null);
            version = Json.text(page, "metadata", "resourceVersion").orElse("");
            for (Object item : Json.list(page, "items")) {
                items.add(typed(Json.asObject(item)));
            }
            next = Json.text(page, "metadata", "continue").orElse("");
        } while (!next.isEmpty());
        var missing = new HashSet<>(known.keySet());
        items.forEach(item -> missing.remove(item.key()));
        missing.forEach(key -> objects.left(last(key)));
        missing.forEach(known::remove);
        items.stream().filter(this::isNews).forEach(this::arrived);
        objects.endOfList(number(version));
        return version;
    }

    private boolean isNews(KubeObject object) {
        Long before = known.get(object.key());
        return before == null || before != number(object.resourceVersion());
    }

    private KubeObject last(ObjectKey key) {
        return KubeObject.named(type, key).with(String.valueOf(known.get(key)), "metadata", "resourceVersion");
    }

    /// Watches from a version until the watch ends; returns the version to go on from, empty to begin anew.
    private String watch(String version) throws InterruptedException {
        int seconds = ThreadLocalRandom.current().nextInt(SHORTEST_WATCH, LONGEST_WATCH);
        String target = target("?watch=true&allowWatchBookmarks=true&timeoutSeconds=" + seconds + "&resourceVersion="
                + ApiCalls.encoded(version));
        var position = new Position(version);
        var lines = new WatchLines(line -> position.told(Json.parseObject(line)));
        watch = lines;
        try {
            if (!stopped) {
                lines.read(calls, target, Duration.ofSeconds(seconds + 30L));
            }
        } finally {
            watch = null;
            lines.close();
        }
        return position.version;
    }

    /// How far a watch has come.
    private final class Position {
        private volatile String version;

        Position(String version) {
            this.version = version;
        }

        private void told(Map<String, Object> event) {
            heard = Optional.of(Instant.now());
            if (version.isEmpty()) {
                return;
            }
            Map<String, Object> tree = Json.object(event, "object");
            String kind = Json.text(event, "type").orElse("");
            if (kind.equals("ERROR")) {
                LOG.debug(
                        "the watch of {} cannot go on: {}",
                        type,
                        Json.text(tree, "message").orElse(""));
                version = "";
                return;
            }
            KubeObject object = typed(tree);
            switch (kind) {
                case "ADDED", "MODIFIED" -> arrived(object);
                case "DELETED" -> {
                    known.remove(object.key());
                    objects.left(object);
                }
                default -> {} // a bookmark
            }
            version = object.resourceVersion();
        }
    }

    private void arrived(KubeObject object) {
        known.put(object.key(), number(object.resourceVersion()));
        objects.arrived(object);
    }

    private String target(String query) {
        return ApiCalls.path(type, "", "", "") + query;
    }

    /// Items of lists bear no kind.
    private KubeObject typed(Map<String, Object> item) {
        if (item.containsKey("kind")) {
            return KubeObject.of(item);
        }
        var tree = new LinkedHashMap<String, Object>();
        tree.put("apiVersion", type.apiVersion());
        tree.put("kind", type.kind());
        tree.putAll(item);
        return KubeObject.of(tree);
    }

    private static long number(String version) {
        try {
            return Long.parseLong(version);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
