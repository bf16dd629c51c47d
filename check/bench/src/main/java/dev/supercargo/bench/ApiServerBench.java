package dev.supercargo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The embedded API server under load, and a real one under the same load where its binaries are; then both as a
/// ratio.
final class ApiServerBench {
    private static final List<Integer> WRITERS = List.of(1, 16, 256);
    private static final int MOST_WRITERS = 1_000;

    private final Path root;
    private final Duration time;
    private final int objects;
    private final Consumer<Map<String, Object>> print;

    /// `time`: how long each load lasts; `objects`: how many are listed, and are there at the second start.
    ApiServerBench(Path root, Duration time, int objects, Consumer<Map<String, Object>> print) {
        this.root = root;
        this.time = time;
        this.objects = objects;
        this.print = print;
    }

    private interface Start {
        ApiProcess start(Path folder) throws IOException, InterruptedException;
    }

    void run() throws IOException, InterruptedException {
        List<Map<String, Object>> embedded = measure("embedded", folder -> ApiProcess.embedded(root, folder));
        Optional<Path> binaries =
                Optional.ofNullable(System.getenv("KUBEBUILDER_ASSETS")).map(Path::of);
        if (binaries.isEmpty()) {
            System.err.println(
                    "supercargo: no comparison with a real kube-apiserver: KUBEBUILDER_ASSETS names no folder with"
                            + " kube-apiserver and etcd");
            return;
        }
        List<Map<String, Object>> real = measure("real", folder -> ApiProcess.real(binaries.get(), folder));
        for (int i = 0; i < embedded.size(); i++) {
            print.accept(ratio(embedded.get(i), real.get(i)));
        }
    }

    private List<Map<String, Object>> measure(String server, Start start) throws IOException, InterruptedException {
        var lines = new ArrayList<Map<String, Object>>();
        Consumer<Map<String, Object>> note = line -> {
            var whole = new LinkedHashMap<String, Object>();
            whole.put("server", server);
            whole.putAll(line);
            lines.add(whole);
            print.accept(whole);
        };
        Path folder = Files.createTempDirectory("bench-apiserver");
        try {
            start.start(folder).close(); // what is made only once, is made: keys, folders
            try (ApiProcess api = started(note, "startEmpty", start, folder)) {
                load(api, note);
            }
            started(note, "startFilled", start, folder).close();
        } finally {
            remove(folder);
        }
        return lines;
    }

    private static ApiProcess started(Consumer<Map<String, Object>> note, String measure, Start start, Path folder)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        ApiProcess api = start.start(folder);
        var line = new LinkedHashMap<String, Object>();
        line.put("measure", measure);
        line.put("seconds", Math.round((System.nanoTime() - began) / 1e6) / 1e3);
        note.accept(line);
        return api;
    }

    private void load(ApiProcess api, Consumer<Map<String, Object>> note) throws IOException, InterruptedException {
        var load = new ApiLoad(api);
        memory(api, "memoryIdle", note);
        load.fill("many", objects);
        memory(api, "memoryFilled", note);
        note.accept(load.list("many"));
        load.writes(16, false, time); // warm: the first seconds of a process say nothing of the rest
        for (int writers : WRITERS) {
            note.accept(load.writes(writers, false, time));
            note.accept(load.writes(writers, true, time));
        }
        note.accept(load.writes(MOST_WRITERS, false, time));
        note.accept(load.watching(100, 100, time));
        note.accept(load.watching(10, 0, time));
        memory(api, "memoryAfterLoad", note);
    }

    private static void memory(ApiProcess api, String measure, Consumer<Map<String, Object>> note) throws IOException {
        var line = new LinkedHashMap<String, Object>();
        line.put("measure", measure);
        line.put("residentMb", api.residentMb());
        note.accept(line);
    }

    /// The figures of the embedded server divided by those of the real one.
    private static Map<String, Object> ratio(Map<String, Object> embedded, Map<String, Object> real) {
        var line = new LinkedHashMap<String, Object>();
        line.put("server", "ratio");
        embedded.forEach((key, value) -> {
            boolean same = List.of("measure", "writers", "watchers").contains(key);
            if (same) {
                line.put(key, value);
            } else if (value instanceof Number ours
                    && real.get(key) instanceof Number theirs
                    && theirs.doubleValue() != 0
                    && !List.of("failed", "missed", "bytes").contains(key)) {
                line.put(key, Math.round(ours.doubleValue() / theirs.doubleValue() * 100) / 100.0);
            }
        });
        return line;
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
