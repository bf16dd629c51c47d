package dev.supercargo.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Load on one API server: writers, watchers, lists; each figure as a client sees it.
final class ApiLoad {
    private static final String PATH = "/api/v1/namespaces/default/configmaps";
    private static final String FILLING = "x".repeat(1_800);

    private final ApiProcess api;
    private final AtomicLong names = new AtomicLong();

    ApiLoad(ApiProcess api) {
        this.api = api;
    }

    /// How many objects have been created, about.
    long created() {
        return names.get();
    }

    private static byte[] body(String name, String value) {
        return ("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name
                        + "\"},\"data\":{\"n\":\"" + value + "\",\"filling\":\"" + FILLING + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Many writers for some time: each creates objects, or updates its own one.
    Map<String, Object> writes(int writers, boolean updates, Duration time) throws InterruptedException {
        var latencies = new ConcurrentHashMap<Integer, long[]>();
        var failures = new AtomicLong();
        var began = new CountDownLatch(1);
        long[] window = new long[2];
        List<Thread> threads = new ArrayList<>();
        var connected = new CountDownLatch(writers);
        for (int w = 0; w < writers; w++) {
            int number = w;
            threads.add(Thread.ofVirtual().start(() -> {
                try (PlainClient client = api.client()) {
                    String own = "own-" + names.incrementAndGet();
                    client.send("POST", PATH, body(own, "0")); // in any case: the first request of a connection is slow
                    connected.countDown();
                    began.await();
                    latencies.put(number, write(client, updates ? own : "", window, failures));
                } catch (IOException e) {
                    failures.incrementAndGet();
                    connected.countDown();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        connected.await();
        window[0] = System.nanoTime();
        window[1] = window[0] + time.toNanos();
        began.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - window[0]) / 1e9;
        long[] all = latencies.values().stream()
                .flatMapToLong(Arrays::stream)
                .sorted()
                .toArray();
        var line = new LinkedHashMap<String, Object>();
        line.put("measure", updates ? "updates" : "creates");
        line.put("writers", (long) writers);
        line.put("perSecond", round(all.length / seconds));
        line.putAll(percentiles(all));
        line.put("failed", failures.get());
        return line;
    }

    private long[] write(PlainClient client, String own, long[] window, AtomicLong failures) throws IOException {
        long[] taken = new long[1_024];
        int count = 0;
        for (long now = System.nanoTime(); now < window[1]; now = System.nanoTime()) {
            PlainClient.Answer answer = own.isEmpty()
                    ? client.send("POST", PATH, body("made-" + names.incrementAndGet(), "0"))
                    : client.send("PUT", PATH + "/" + own, body(own, Integer.toString(count + 1)));
            if (answer.status() >= 300) {
                failures.incrementAndGet();
            } else {
                if (count == taken.length) {
                    taken = Arrays.copyOf(taken, count * 2);
                }
                taken[count++] = System.nanoTime() - now;
            }
        }
        return Arrays.copyOf(taken, count);
    }

    /// How long after its acknowledgement watchers see an object; `perSecond` writes by one writer, or as many as 16
    /// can where that is 0.
    Map<String, Object> watching(int watchers, int perSecond, Duration time) throws IOException, InterruptedException {
        Map<String, Long> acknowledged = new ConcurrentHashMap<>();
        List<Map<String, Long>> seen = new ArrayList<>();
        List<PlainClient> clients = new ArrayList<>();
        String from = revision();
        for (int w = 0; w < watchers; w++) {
            PlainClient client = api.client();
            client.watch(PATH + "?watch=1&timeoutSeconds=600&resourceVersion=" + from);
            Map<String, Long> own = new ConcurrentHashMap<>();
            clients.add(client);
            seen.add(own);
            Thread.ofVirtual().start(() -> follow(client, own));
        }
        if (perSecond > 0) {
            paced(acknowledged, perSecond, time);
        } else {
            full(acknowledged, time);
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (seen.stream().anyMatch(own -> own.size() < acknowledged.size()) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        for (PlainClient client : clients) {
            client.close();
        }
        long[] lags = seen.stream()
                .flatMapToLong(own -> acknowledged.entrySet().stream()
                        .filter(entry -> own.containsKey(entry.getKey()))
                        .mapToLong(entry -> Math.max(0, own.getOrDefault(entry.getKey(), 0L) - entry.getValue())))
                .sorted()
                .toArray();
        var line = new LinkedHashMap<String, Object>();
        line.put("measure", perSecond > 0 ? "watchLag" : "watchLagUnderLoad");
        line.put("watchers", (long) watchers);
        line.put("writesPerSecond", round(acknowledged.size() / (double) Math.max(1, time.toSeconds())));
        line.putAll(percentiles(lags));
        line.put("missed", (long) acknowledged.size() * watchers - lags.length);
        return line;
    }

    private static void follow(PlainClient client, Map<String, Long> seen) {
        String mark = "\"name\":\"lag-";
        try {
            var rest = new StringBuilder();
            for (byte[] chunk = client.next(); chunk.length > 0; chunk = client.next()) {
                long now = System.nanoTime();
                rest.append(new String(chunk, StandardCharsets.UTF_8));
                int end = rest.indexOf("\n");
                while (end >= 0) {
                    int at = rest.indexOf(mark);
                    if (at >= 0 && at < end) {
                        int from = at + mark.length();
                        seen.put(rest.substring(from, rest.indexOf("\"", from)), now);
                    }
                    rest.delete(0, end + 1);
                    end = rest.indexOf("\n");
                }
            }
        } catch (IOException _) {
            // closed when the measure is over
        }
    }

    private void paced(Map<String, Long> acknowledged, int perSecond, Duration time)
            throws IOException, InterruptedException {
        try (PlainClient client = api.client()) {
            long began = System.nanoTime();
            long count = time.toSeconds() * perSecond;
            for (long i = 0; i < count; i++) {
                long due = began + i * 1_000_000_000L / perSecond;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                create(client, acknowledged);
            }
        }
    }

    private void full(Map<String, Long> acknowledged, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int w = 0; w < 16; w++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try (PlainClient client = api.client()) {
                    while (System.nanoTime() < end) {
                        create(client, acknowledged);
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void create(PlainClient client, Map<String, Long> acknowledged) throws IOException {
        String number = Long.toString(names.incrementAndGet());
        if (client.send("POST", PATH, body("lag-" + number, "0")).status() == 201) {
            acknowledged.put(number, System.nanoTime());
        }
    }

    private String revision() throws IOException {
        try (PlainClient client = api.client()) {
            var list = new String(
                    client.send("GET", PATH + "?limit=1", new byte[0]).body(), StandardCharsets.UTF_8);
            int at = list.indexOf("\"resourceVersion\":\"") + 19;
            return list.substring(at, list.indexOf('"', at));
        }
    }

    /// Creates objects until there are as many.
    void fill(String namespace, int objects) throws InterruptedException, IOException {
        String path = "/api/v1/namespaces/" + namespace;
        try (PlainClient client = api.client()) {
            client.send(
                    "POST",
                    "/api/v1/namespaces",
                    ("{\"metadata\":{\"name\":\"" + namespace + "\"}}").getBytes(StandardCharsets.UTF_8));
        }
        var next = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int w = 0; w < 64; w++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try (PlainClient client = api.client()) {
                    for (long n = next.getAndIncrement(); n < objects; n = next.getAndIncrement()) {
                        client.send("POST", path + "/configmaps", body("many-" + n, "0"));
                        names.incrementAndGet();
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /// The best of three lists of a namespace.
    Map<String, Object> list(String namespace) throws IOException {
        long best = Long.MAX_VALUE;
        int bytes = 0;
        try (PlainClient client = api.client()) {
            for (int i = 0; i < 3; i++) {
                long began = System.nanoTime();
                bytes = client.send("GET", "/api/v1/namespaces/" + namespace + "/configmaps", new byte[0])
                        .body()
                        .length;
                best = Math.min(best, System.nanoTime() - began);
            }
        }
        var line = new LinkedHashMap<String, Object>();
        line.put("measure", "list");
        line.put("seconds", Math.round(best / 1e6) / 1e3);
        line.put("bytes", (long) bytes);
        return line;
    }

    private static Map<String, Object> percentiles(long[] sorted) {
        var line = new LinkedHashMap<String, Object>();
        line.put("p50Ms", sorted.length == 0 ? 0.0 : round(sorted[sorted.length / 2] / 1e6));
        line.put("p99Ms", sorted.length == 0 ? 0.0 : round(sorted[sorted.length * 99 / 100] / 1e6));
        return line;
    }

    private static double round(double figure) {
        return Math.round(figure * 10) / 10.0;
    }
}
